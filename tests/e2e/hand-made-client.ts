/** Someone who leaves the page aside and speaks to the real-time server directly. */
import { HocuspocusProvider } from "@hocuspocus/provider";
import type { Page } from "@playwright/test";
import * as decoding from "lib0/decoding";
import { WebSocket } from "ws";
import * as Y from "yjs";
import { itemFragment } from "../../app/documents/document";

export interface HandMadeClient {
  doc: Y.Doc;
  synced(): boolean;
  /** Why the server has refused to let it in. */
  refused(): string | null;
  /** What the server has answered to changes: whether it took them. */
  answers(): ("taken" | "not taken")[];
  /** Adds words to the end of an item. */
  write(itemId: string, words: string): void;
  close(): void;
}

const SYNC_STATUS = 8;

/** Connects to a document with the cookies that a page's browser holds. */
export async function connectAs(
  page: Page,
  serverUrl: string,
  documentId: string,
): Promise<HandMadeClient> {
  const cookies = await page.context().cookies(serverUrl);
  const cookie = cookies.map(({ name, value }) => `${name}=${value}`).join("; ");
  class WithCookie extends WebSocket {
    constructor(url: string) {
      super(url, { headers: { cookie, origin: serverUrl } });
    }
  }
  let refused: string | null = null;
  const answers: ("taken" | "not taken")[] = [];
  const doc = new Y.Doc();
  const provider = new HocuspocusProvider({
    url: `${serverUrl.replace(/^http/, "ws")}/collab`,
    name: `plan/${documentId}`,
    document: doc,
    token: "cookie",
    WebSocketPolyfill: WithCookie,
    onAuthenticationFailed: ({ reason }) => {
      refused = reason;
    },
  } as ConstructorParameters<typeof HocuspocusProvider>[0]);
  provider.on("message", ({ event }: { event: MessageEvent<ArrayBuffer> }) => {
    const decoder = decoding.createDecoder(new Uint8Array(event.data));
    decoding.readVarString(decoder);
    if (decoding.readVarUint(decoder) !== SYNC_STATUS) return;
    answers.push(decoding.readVarInt(decoder) === 1 ? "taken" : "not taken");
  });
  return {
    doc,
    synced: () => provider.isSynced,
    refused: () => refused,
    answers: () => answers,
    write(itemId, words) {
      const paragraph = itemFragment(doc, itemId)?.get(0);
      const run = paragraph instanceof Y.XmlElement ? paragraph.get(0) : undefined;
      if (!(run instanceof Y.XmlText)) throw new Error(`no words in item ${itemId}`);
      run.insert(run.length, words);
    },
    close: () => provider.destroy(),
  };
}
