/** Hostile clients of the real-time server, in a process of their own. Started by hostile.ts. */
import * as encoding from "lib0/encoding";
import { authFrame, type BareSocket, bareSocket, frame } from "../integration/collab-harness";
import { answer } from "./child";
import type { Attack, AttackAnswer } from "./hostile";
import { pause } from "./measure";

/** A state vector with so many entries: 3.6 MB for 900,000. */
function stateVector(entries: number): Uint8Array {
  const encoder = encoding.createEncoder();
  encoding.writeVarUint(encoder, entries);
  for (let i = 0; i < entries; i += 1) {
    encoding.writeVarUint(encoder, i + 1);
    encoding.writeVarUint(encoder, 1);
  }
  return encoding.toUint8Array(encoder);
}

/** Sockets without a session ask for a document, with a vector that is long to read. */
async function signedOut({ port, documentId, sockets, seconds }: Attack): Promise<AttackAnswer> {
  const question = frame(documentId, [0, 0], stateVector(900_000));
  const end = Date.now() + seconds * 1_000;
  const tally = { frames: 0, closed: 0 };
  const attack = async () => {
    let bare: BareSocket | null = null;
    while (Date.now() < end) {
      bare ??= await bareSocket(port, null);
      bare.ws.send(question);
      tally.frames += 1;
      await pause(200);
      if (bare.closed === null) continue;
      tally.closed += 1;
      bare = null;
    }
    bare?.ws.terminate();
  };
  await Promise.all(Array.from({ length: sockets }, attack));
  return tally;
}

/** Sockets of one reader ask for a document again and again, and read no answer. */
async function readsNothing(given: Attack): Promise<AttackAnswer> {
  const { port, cookie, documentId, sockets, seconds } = given;
  const question = frame(documentId, [0, 0], new Uint8Array([0]));
  const end = Date.now() + seconds * 1_000;
  const tally = { frames: 0, closed: 0 };
  const attack = async () => {
    const { ws } = await bareSocket(port, null, { cookie });
    ws.on("error", () => undefined);
    let open = true;
    ws.once("close", () => {
      open = false;
      tally.closed += 1;
    });
    ws.send(authFrame(documentId));
    ws.pause();
    while (open && Date.now() < end) {
      ws.send(question);
      tally.frames += 1;
      await pause(50);
    }
    if (open) ws.removeAllListeners("close");
    ws.terminate();
  };
  await Promise.all(Array.from({ length: sockets }, attack));
  return tally;
}

answer<Attack, AttackAnswer>((attack) =>
  attack.kind === "signed-out" ? signedOut(attack) : readsNothing(attack),
);
