# Counts accidents straight from a CSV file, apart from all the code whose counts it is held against.
#
#   awk -f truth.awk accidents.csv > truth.csv
#
# Columns of the output: total (severity, state, hour, weekday, year), word, accidents; sorted. Hour, weekday and year are of Start_Time
# as it is written. Plain POSIX awk; columns are found by the header; quoted fields are taken out before a line is split, so none of the
# columns counted may be quoted. Weekdays by Sakamoto's method, 0 Sunday.
BEGIN {
  FS = ","
  split("0 3 2 5 0 3 5 1 4 6 2 4", shift, " ")
  split("Sunday Monday Tuesday Wednesday Thursday Friday Saturday", names, " ")
}
{ sub(/\r$/, ""); gsub(/"([^"]|"")*"/, "quoted") }
NR == 1 {
  for (i = 1; i <= NF; i++) at[$i] = i
  fields = NF
  next
}
NF != fields { next }
{
  time = $(at["Start_Time"])
  year = substr(time, 1, 4) + 0; month = substr(time, 6, 2) + 0; day = substr(time, 9, 2) + 0
  past = year - (month < 3)
  weekday = (past + int(past / 4) - int(past / 100) + int(past / 400) + shift[month] + day) % 7
  count["severity," $(at["Severity"])]++
  count["state," $(at["State"])]++
  count["hour," (substr(time, 12, 2) + 0) " h"]++
  count["weekday," names[weekday + 1]]++
  count["year," year]++
}
END { for (key in count) print key "," count[key] | "LC_ALL=C sort" }
