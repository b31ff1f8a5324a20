/** What a card says of an amendment, whole and short in the margin. */
import type { ReactElement } from "react";
import { renderToStaticMarkup } from "react-dom/server";
import {
  createStaticHandler,
  createStaticRouter,
  StaticRouterProvider,
} from "react-router-dom/server";
import { describe, expect, it } from "vitest";
import { AmendmentCard } from "~/amendments/AmendmentCard";
import { AmendmentSummary } from "~/amendments/AmendmentSummary";
import type { AmendedDocument } from "~/amendments/amended-document";
import { redline } from "~/amendments/redline";
import type { AmendmentView } from "~/amendments/view";
import { fromPlainText, type RichText } from "~/documents/rich-text";
import { m } from "~/i18n/messages";

const NOTHING: RichText = { type: "doc", content: [] };
const [before, now] = ["Train staff.", "Train staff and judges."].map(fromPlainText) as [
  RichText,
  RichText,
];
const list = (type: "bulletList" | "orderedList"): RichText => ({
  type: "doc",
  content: [{ type, content: [{ type: "listItem", content: before.content }] }],
});

const amendment = (change: Partial<AmendmentView>): AmendmentView => ({
  id: "a1",
  kind: "text",
  origin: "proposal",
  itemId: "i1",
  ref: "CA 1.1",
  position: 0,
  place: null,
  details: null,
  proposedBy: { id: "p", name: "Test Member", role: "member", delegation: "CA" },
  proposedAt: 5,
  editedAt: null,
  heldBack: false,
  justification: "Why",
  state: "proposed",
  decided: null,
  decisionId: null,
  basis: before,
  proposed: null,
  redline: [],
  outcome: "clean",
  result: null,
  since: null,
  seen: null,
  collidesWith: [],
  supporters: [],
  supported: false,
  may: { change: false, support: false, decide: true },
  ...change,
});

const document: AmendedDocument = {
  id: "plan",
  language: "en",
  areas: [],
  textOf: () => now,
  detailsOf: () => null,
};

/** Forms and times want a router and the data of the root. */
async function pageOf(element: ReactElement): Promise<string> {
  const root = () => ({ delegations: [], locale: "en" });
  const handler = createStaticHandler([{ id: "root", path: "/", element, loader: root }]);
  const context = await handler.query(new Request("http://localhost/"));
  if (context instanceof Response) throw new Error("redirected");
  const router = createStaticRouter(handler.dataRoutes, context);
  return renderToStaticMarkup(
    <StaticRouterProvider router={router} context={context} hydrate={false} />,
  );
}

const none = () => undefined;
const whole = (view: AmendmentView) =>
  pageOf(
    <AmendmentCard
      document={document}
      amendment={view}
      others={[view]}
      mayDecide
      selected={null}
      onSelect={none}
      onDecide={none}
      onChange={none}
      onDecided={none}
    />,
  );
const short = (view: AmendmentView) => pageOf(<AmendmentSummary amendment={view} lang="en" />);

describe("the removal of an item", () => {
  const removal = amendment({ kind: "removal", redline: redline(now, NOTHING), seen: "x" });

  it("says that the item has changed since, and what", async () => {
    const changed = { ...removal, since: redline(before, now) };
    expect(await whole(changed)).toContain(m.amendments_changed_since());
    expect(await whole(changed)).toMatch(/<ins[^>]*>.*and judges/);
    expect(await short(changed)).toContain(m.amendments_changed_short());
  });

  it("says nothing of it where it has not", async () => {
    expect(await whole(removal)).not.toContain(m.amendments_changed_since());
    expect(await short(removal)).not.toContain(m.amendments_changed_short());
  });
});

it("a change of form is drawn and said, in the margin too", async () => {
  const formed = amendment({ redline: redline(list("bulletList"), list("orderedList")) });
  for (const page of [await whole(formed), await short(formed)]) {
    expect(page).toContain("now a numbered list, before a bulleted list");
    expect(page).toMatch(/<del[^>]*>• <\/del><ins[^>]*>1\. <\/ins>/);
  }
});
