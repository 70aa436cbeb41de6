/** Only what went wrong, on stderr: stdout is for the figures. */
export const quietLog = {
  debug() {},
  info() {},
  warn() {},
  error(fields: object, message: string) {
    console.error(message, fields);
  },
};
