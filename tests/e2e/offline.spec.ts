/** Words typed without a connection are sent once it is back. */
import { caretTo, expectStatus, item, wordsOf } from "./plan-page";
import { expect, test } from "./workspace";

test.use({ workspace: { name: "offline", demo: true }, newWindows: true });

test("what is typed offline is kept, sent when the connection is back, and seen by others", async ({
  visit,
}) => {
  const away = await visit("drafter.ca", "/plans/canada");
  const here = await visit("convener.ca", "/plans/canada");
  await expectStatus(away, "saved");
  await expectStatus(here, "saved");
  const before = await wordsOf(item(away, "CA 1.2"));

  await away.context().setOffline(true);
  await expectStatus(away, "offline");
  await caretTo(item(away, "CA 1.2"), "end");
  await away.keyboard.type(" Typed on the train.");
  expect(await wordsOf(item(away, "CA 1.2"))).toBe(`${before} Typed on the train.`);
  await expectStatus(away, "offline");

  // Meanwhile the others go on.
  await caretTo(item(here, "CA 1.2"), "start");
  await here.keyboard.type("Meanwhile: ");
  await expectStatus(here, "saved");
  expect(await wordsOf(item(here, "CA 1.2"))).toBe(`Meanwhile: ${before}`);

  await away.context().setOffline(false);
  await expectStatus(away, "saved");
  const both = `Meanwhile: ${before} Typed on the train.`;
  await expect.poll(() => wordsOf(item(here, "CA 1.2"))).toBe(both);
  await expect.poll(() => wordsOf(item(away, "CA 1.2"))).toBe(both);
  await away.reload();
  await expectStatus(away, "saved");
  expect(await wordsOf(item(away, "CA 1.2"))).toBe(both);
});
