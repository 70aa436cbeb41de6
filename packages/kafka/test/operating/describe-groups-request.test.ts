import { KafkajsModules } from "../../src/kafkajs/kafkajs-modules.ts";
import { type DescribedGroup, describeGroupsRequest } from "../../src/operating/describe-groups-request.ts";

const modules = new KafkajsModules();
const Encoder = modules.read("src/protocol/encoder.js");
const Decoder = modules.read("src/protocol/decoder.js");
const { MemberAssignment } = modules.read("src/consumer/assignerProtocol.js");

interface Request {
  readonly request: { encode(): Promise<{ readonly buffer: Buffer }> };
  readonly response: { decode(payload: Buffer): Promise<readonly DescribedGroup[]> };
}

const request = (...groups: readonly string[]) =>
  describeGroupsRequest(groups, { Decoder, Encoder }) as unknown as Request;

function member(instanceId: string | null, assignment: Buffer) {
  return new Encoder()
    .writeString("m-1")
    .writeString(instanceId)
    .writeString("client")
    .writeString("/127.0.0.1")
    .writeBytes(Buffer.from("subscription"))
    .writeBytes(assignment);
}

function answer(protocolType: string, members: readonly object[]): Buffer {
  const group = new Encoder()
    .writeInt16(0)
    .writeString("g")
    .writeString("Stable")
    .writeString(protocolType)
    .writeString("RoundRobin")
    .writeArray(members)
    .writeInt32(-2_147_483_648);
  return new Encoder().writeInt32(0).writeArray([group]).buffer;
}

test("the request names the groups and asks for no rights", async () => {
  const { buffer } = await request("a", "bc").request.encode();

  // two texts of 1 and 2 bytes, each with its length in two bytes; false
  expect(buffer.toString("hex")).toBe("00000002" + "000161" + "00026263" + "00");
});

test("a member's instance and partitions are read", async () => {
  const assigned = MemberAssignment.encode({ version: 1, assignment: { t: [0, 2], u: [1] } });
  const payload = answer("consumer", [member("g-0", assigned), member(null, Buffer.alloc(0))]);

  const [group] = await request("g").response.decode(payload);

  expect(group).toMatchObject({ errorCode: 0, group: "g", state: "Stable" });
  expect(group?.members).toEqual([
    {
      memberId: "m-1",
      instanceId: "g-0",
      clientId: "client",
      host: "127.0.0.1",
      assignment: [
        { topic: "t", partition: 0 },
        { topic: "t", partition: 2 },
        { topic: "u", partition: 1 },
      ],
    },
    { memberId: "m-1", instanceId: undefined, clientId: "client", host: "127.0.0.1", assignment: [] },
  ]);
});

test("what a group of another kind assigns is not taken for partitions", async () => {
  const payload = answer("connect", [member(null, Buffer.from("anything"))]);

  const [group] = await request("g").response.decode(payload);

  expect(group?.members[0]?.assignment).toEqual([]);
});
