export const help = `Dead letters: records that a service could not use and has buried in <group>.dlq.

Examples:
  npm run dlq -- list                                      the newest of all groups
  npm run dlq -- list --group mongo-sink --stage decode    of one group, of one stage
  npm run dlq -- show mongo-sink/3/42                      one, with its bytes and what they say
  npm run dlq -- resend mongo-sink/3/42                    send it to its topic again
  npm run dlq -- resend --group mongo-sink --error TypeError --dry-run
  npm run dlq -- purge --group mongo-sink --before 2026-11-20T00:00Z
  npm run dlq -- resume --group mongo-sink                 let a tripped group go on

Commands:
  list                            newest first
  show <group>/<part>/<offset>    place in <group>.dlq, as the list shows it
  resend <place> | <filter>       for the letter's own group alone; other groups skip it. A row of a file is not sent:
                                  mend it in the file, and replay that
  purge --group G [--before T]    delete from the start of each partition
  resume --group G                after the cause of the trip is mended

Filter:
  --group G      the consumer group, which is the service's name
  --error E      the word in the ERROR column
  --stage S      decode, validate, process or sink
  --topic T      the topic that it came from

Options:
  --limit N      list at most N, up to 1000 (default 50)
  --before T     buried before this time, such as 2026-11-20 or 2026-11-20T08:30Z
  --dry-run      say what would be done, and do nothing
  --again        send also what was sent again before: its group may count it twice
  --yes          do not ask
  --json         for programs, on stdout
  -h, --help     this
Mind the "--" after "npm run dlq": without it npm keeps the options to itself.

Environment:
  KAFKA_BROKERS, SCHEMA_REGISTRY_URL and the other variables of every service say where the cluster is.
  Unset, it is the one that "npm start" runs in this tree.

Exit codes: 0 done, 1 nothing matched or something failed, 2 usage, 69 broker away, 77 not permitted, 78 configuration.
`;
