/** Presence in the page, across connections. */
import { EventEmitter } from "node:events";
import type { HocuspocusProvider } from "@hocuspocus/provider";
import { expect, test } from "vitest";
import {
  Awareness,
  applyAwarenessUpdate,
  encodeAwarenessUpdate,
  removeAwarenessStates,
} from "y-protocols/awareness";
import * as Y from "yjs";
import { PageAwareness, sendOwnPresence } from "~/collab/page-presence";

test("who stayed while the page had no connection is there again as it is back", () => {
  const colleague = new Awareness(new Y.Doc());
  colleague.setLocalState({ user: { id: "someone" } });
  const told = encodeAwarenessUpdate(colleague, [colleague.clientID]);

  const awareness = new PageAwareness(new Y.Doc());
  const sent: unknown[] = [];
  const provider = Object.assign(new EventEmitter(), {
    awareness,
    boundAwarenessUpdateHandler: (change: unknown) => sent.push(change),
  });
  const end = sendOwnPresence(provider as unknown as HocuspocusProvider);
  const there = () => awareness.getStates().has(colleague.clientID);
  applyAwarenessUpdate(awareness, told, "server");
  expect(there()).toBe(true);

  // What the provider does when its connection has ended; the colleague neither moves nor types.
  removeAwarenessStates(awareness, [colleague.clientID], "closed");
  expect(there()).toBe(false);
  provider.emit("open");
  applyAwarenessUpdate(awareness, told, "server");
  expect(there()).toBe(true);
  end();
  colleague.destroy();
});
