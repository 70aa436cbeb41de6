# Counts flights per airline and day straight from the CSV file, apart from all the code whose counts it is held against.
#
#   awk -f truth.awk flights.csv > truth.csv
#
# Columns of the output: airline, date (ISO), flights, cancelled, diverted, departedLate, arrivedLate (both 15 min or more),
# departed, arrived (delay known), departureDelayMinutes, arrivalDelayMinutes (sums); sorted by airline and date. Plain POSIX awk;
# columns are found by the header; a delay that is blank is not one of 0. Rows of another number of fields, of which the producer
# makes dead letters, are not counted here either. No quoted fields: neither the file of 2015 nor a generated one has any.
BEGIN { FS = "," }
{ sub(/\r$/, "") }
NR == 1 {
  sub(/^\357\273\277/, "")
  for (i = 1; i <= NF; i++) at[$i] = i
  n = split("YEAR MONTH DAY AIRLINE DEPARTURE_DELAY ARRIVAL_DELAY DIVERTED CANCELLED", wanted, " ")
  for (i = 1; i <= n; i++) if (!(wanted[i] in at)) {
    print "truth.awk: no column " wanted[i] > "/dev/stderr"
    broken = 1
    exit 1
  }
  year = at["YEAR"]; month = at["MONTH"]; day = at["DAY"]; airline = at["AIRLINE"]
  departureDelay = at["DEPARTURE_DELAY"]; arrivalDelay = at["ARRIVAL_DELAY"]
  diversion = at["DIVERTED"]; cancellation = at["CANCELLED"]
  fields = NF
  next
}
NF != fields { next }
{
  key = $airline SUBSEP $year SUBSEP $month SUBSEP $day
  flights[key]++
  if ($cancellation == 1) cancelled[key]++
  if ($diversion == 1) diverted[key]++
  if ($departureDelay != "") {
    departed[key]++
    departureMinutes[key] += $departureDelay
    if ($departureDelay >= 15) departedLate[key]++
  }
  if ($arrivalDelay != "") {
    arrived[key]++
    arrivalMinutes[key] += $arrivalDelay
    if ($arrivalDelay >= 15) arrivedLate[key]++
  }
}
END {
  if (broken) exit 1
  print "airline,date,flights,cancelled,diverted,departedLate,arrivedLate,departed,arrived,departureDelayMinutes,arrivalDelayMinutes"
  fflush("")
  sorted = "LC_ALL=C sort"
  for (key in flights) {
    split(key, part, SUBSEP)
    printf "%s,%04d-%02d-%02d,%d,%d,%d,%d,%d,%d,%d,%d,%d\n", part[1], part[2], part[3], part[4], flights[key], \
      cancelled[key], diverted[key], departedLate[key], arrivedLate[key], departed[key], arrived[key], \
      departureMinutes[key], arrivalMinutes[key] | sorted
  }
  close(sorted)
}
