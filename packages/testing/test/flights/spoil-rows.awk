# Copies a CSV of flights, and puts rows into it that are no flights, each made of the row that stands there: with 12
# commas too many, of the 29th of February 2015, with a word for a delay; and behind the last one a row that is cut.
# `at`: numbers of the lines at which the three are to stand, ascending, separated by commas.
BEGIN { FS = OFS = ","; split(at, places, ",") }
{
  if (FNR + put == places[put + 1]) {
    put++
    if (put == 1) print $0 ",,,,,,,,,,,,"
    if (put == 2) { row = $0; $1 = 2015; $2 = 2; $3 = 29; print; $0 = row }
    if (put == 3) { row = $0; $12 = "late"; print; $0 = row }
  }
  print
}
END { printf "2015,12,31,4,AA,12" }
