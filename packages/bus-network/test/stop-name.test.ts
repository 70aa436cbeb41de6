import { stopName } from "../src/stop-name.ts";

test.each([
  ["MARBLE ARCH STATION <>", "Marble Arch Station"],
  ["STREATHAM STATION #", "Streatham Station"],
  ["EALING BROADWAY STN <> # / HAVEN GREEN", "Ealing Broadway Station / Haven Green"],
  ["KING'S CROSS", "King's Cross"],
  ["ELEPHANT & CASTLE", "Elephant & Castle"],
  ["ISLE OF DOGS / THE SPACE", "Isle of Dogs / The Space"],
  ["ST GEORGE'S-IN-THE-EAST", "St George's-In-The-East"],
  ["O'CONNOR STREET", "O'Connor Street"],
  ["CANARY WHARF [DLR]", "Canary Wharf"],
  ["WOOLWICH ROYAL ARSENAL PIER. >R<", "Woolwich Royal Arsenal Pier."],
  ["HAIL & RIDE WESTERN WAY", "Western Way"],
  ["BBC TELEVISION CENTRE", "BBC Television Centre"],
])("%s is written %s", (listed, written) => {
  expect(stopName(listed)).toBe(written);
});
