/** Words that someone's change would take along without knowing of them (app/documents/concurrent-words.ts). */
import { expect, test } from "vitest";
import * as Y from "yjs";
import { documentAuthors } from "#db/schema";
import { itemFragment, readItem } from "../../app/documents/document";
import { loadDocument } from "../../app/documents/log.server";
import { plainText } from "../../app/documents/rich-text";
import { forEachTest } from "./collab-each-test";
import { type Client, compactionOf, ITEM, PEOPLE, PLAN, until } from "./collab-harness";

const at = forEachTest();
const { open } = at;

/** What an editor does to make a list of a paragraph: deletes it, and writes its words anew. */
function makeList(doc: Y.Doc): void {
  const text = itemFragment(doc, ITEM);
  const paragraph = text?.get(0);
  const run = paragraph instanceof Y.XmlElement ? paragraph.get(0) : undefined;
  if (!text || !(run instanceof Y.XmlText)) throw new Error("the item has no text yet");
  const words = run.toString();
  doc.transact(() => {
    text.delete(0, 1);
    const line = new Y.XmlElement("paragraph");
    line.insert(0, [new Y.XmlText(words)]);
    const entry = new Y.XmlElement("listItem");
    entry.insert(0, [line]);
    const list = new Y.XmlElement("bulletList");
    list.insert(0, [entry]);
    text.insert(0, [list]);
  });
}

const wordsOf = (doc: Y.Doc) => plainText(readItem(doc, ITEM).text);
const saved = (client: Client) => until("it is saved", () => !client.provider.hasUnsyncedChanges);

test("a list is made of a paragraph while someone types in it: what was typed is in the list", async () => {
  const typist = await open(PEOPLE.drafterCa.id);
  const other = await open(PEOPLE.convenerCa.id);
  other.provider.disconnect();
  await until("it is away", () => !other.provider.synced);
  makeList(other.doc);
  typist.type(" Typed meanwhile.");
  await saved(typist);
  await other.provider.connect();

  const kept = "Begin. Typed meanwhile.";
  await until("both have the words", () =>
    [typist, other].every(({ doc }) => wordsOf(doc) === kept),
  );
  expect(typist.text()).toContain("<bulletlist>");
  expect(other.text()).toBe(typist.text());
  await saved(other);
  expect(wordsOf(await loadDocument(at.server.store.read, PLAN))).toBe(kept);
});

test("they are in nobody's name, and go on as anyone's words", async () => {
  const typist = await open(PEOPLE.drafterCa.id);
  const other = await open(PEOPLE.convenerCa.id);
  for (const round of ["one", "two"]) {
    other.provider.disconnect();
    await until("it is away", () => !other.provider.synced);
    if (round === "one") makeList(other.doc);
    else {
      // And back to a paragraph.
      const text = itemFragment(other.doc, ITEM);
      const words = wordsOf(other.doc);
      other.doc.transact(() => {
        text?.delete(0, text.length);
        const line = new Y.XmlElement("paragraph");
        line.insert(0, [new Y.XmlText(words)]);
        text?.insert(0, [line]);
      });
    }
    const runs = [...(itemFragment(typist.doc, ITEM)?.createTreeWalker(isText) ?? [])];
    const run = runs.at(-1);
    if (!(run instanceof Y.XmlText)) throw new Error("the item has no text");
    run.insert(run.length, ` ${round}.`);
    await saved(typist);
    await other.provider.connect();
    await until(`round ${round}`, () => wordsOf(other.doc).endsWith(` ${round}.`));
    await saved(other);
    await until("they agree", () => other.text() === typist.text());
  }
  expect(wordsOf(typist.doc)).toBe("Begin. one. two.");
  const authors = at.server.store.read.select().from(documentAuthors).all();
  expect(new Set(authors.map(({ clientId }) => clientId))).toEqual(
    new Set([typist.doc.clientID, other.doc.clientID]),
  );
  expect(at.server.logged.filter(({ message }) => message.includes("client id"))).toEqual([]);
  // As the log is folded.
  await at.closeAfter(compactionOf(at.server.store)).compact(PLAN);
  expect(at.server.store.read.select().from(documentAuthors).all()).toEqual(authors);
  expect(wordsOf(await loadDocument(at.server.store.read, PLAN))).toBe("Begin. one. two.");
});

const isText = (node: unknown) => node instanceof Y.XmlText;
