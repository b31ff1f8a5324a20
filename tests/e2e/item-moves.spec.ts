/** The focus and the caret stay with the words one is writing, whatever else happens on the page. */
import { m } from "../../app/i18n/messages";
import { caretTo, chooseForItem, expectStatus, item, reveal, wordsOf } from "./plan-page";
import { expect, test } from "./workspace";

test.use({ workspace: { name: "item-moves", demo: true } });

test("who types in an item goes on in it while a colleague moves it", async ({ visit }) => {
  const writer = await visit("drafter.ca", "/plans/canada");
  const mover = await visit("convener.ca", "/plans/canada");
  await expectStatus(writer, "saved");
  await expectStatus(mover, "saved");
  const before = await wordsOf(item(writer, "CA 1.2"));

  await caretTo(item(writer, "CA 1.2"), "end");
  const words = " Written while it went from one area to another, letter by letter.";
  const places = ["CA 2.9", "CA 3.4", "CA 1.6"];
  await Promise.all([
    writer.keyboard.type(words, { delay: 60 }),
    (async () => {
      let ref = "CA 1.2";
      for (const [i, area] of [2, 3, 1].entries()) {
        const title = await mover
          .getByRole("textbox", { name: m.plans_area_title_label({ number: area }) })
          .textContent();
        await chooseForItem(mover, ref, m.plans_item_move_to({ area: `${area}. ${title ?? ""}` }));
        ref = places[i] ?? "";
        await reveal(mover, ref);
        await expect.poll(() => wordsOf(item(mover, ref))).toContain(before);
      }
    })(),
  ]);
  await expect.poll(() => wordsOf(item(writer, "CA 1.6"))).toBe(`${before}${words}`);
  await expect(item(writer, "CA 1.6")).toBeFocused();
  await expect.poll(() => wordsOf(item(mover, "CA 1.6"))).toBe(`${before}${words}`);

  // Where the browser moves the neighbours instead, it is the same.
  await chooseForItem(mover, "CA 1.6", m.plans_item_move_up());
  await expect.poll(() => wordsOf(item(writer, "CA 1.5"))).toBe(`${before}${words}`);
  await chooseForItem(mover, "CA 1.6", m.plans_item_move_up());
  await expect.poll(() => wordsOf(item(writer, "CA 1.6"))).toBe(`${before}${words}`);
  await writer.keyboard.type(" And after.");
  await expect.poll(() => wordsOf(item(mover, "CA 1.6"))).toBe(`${before}${words} And after.`);
});
