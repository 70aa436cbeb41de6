# Copies a CSV of accidents, and puts rows into it that are none, each made of the row that stands there: with 12 commas too
# many, of the 30th of February, with a word for a severity; and behind the last one a row that is cut.
# `at`: numbers of the lines at which the three are to stand, ascending, separated by commas. What is changed stands before
# the first field that has quotes; columns are found by the header.
BEGIN { FS = OFS = ","; split(at, places, ",") }
FNR == 1 { for (i = 1; i <= NF; i++) column[$i] = i }
{
  if (FNR + put == places[put + 1]) {
    put++
    row = $0
    if (put == 1) print $0 ",,,,,,,,,,,,"
    if (put == 2) { $column["Start_Time"] = "2017-02-30 08:00:00"; print }
    if (put == 3) { $column["Severity"] = "severe"; print }
    $0 = row
  }
  print
}
END { printf "A-0,Source2,2,2017-02-2" }
