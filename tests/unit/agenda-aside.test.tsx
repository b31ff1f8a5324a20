import type { ReactElement } from "react";
import { renderToStaticMarkup } from "react-dom/server";
import {
  createStaticHandler,
  createStaticRouter,
  StaticRouterProvider,
} from "react-router-dom/server";
import { describe, expect, it } from "vitest";
import { NationalTable } from "~/agenda/ConcordanceTables";
import type { NationalRow } from "~/agenda/concordance";
import { ItemDestinations } from "~/agenda/ItemDestinations";
import type { Destination, NationalItemView } from "~/agenda/view";

const aside = (drifted: boolean): Destination => ({
  dispositionId: "d",
  disposition: "not-carried",
  agendaItem: null,
  reason: "Already covered.",
  drifted,
  objection: null,
  mayObject: false,
});

const ITEM = {
  planId: "plan-ca",
  itemId: "ca-1-4",
  ref: "CA 1.4",
  delegation: "CA",
  areaNumber: 1,
  number: 4,
  text: "Other words.",
  lead: "",
  status: "set-aside",
} as const;

/** Links and forms want a router, and codes the data of the root. */
async function pageOf(element: ReactElement): Promise<string> {
  const routes = [{ id: "root", path: "/", element, loader: () => ({ delegations: [] }) }];
  const handler = createStaticHandler(routes);
  const context = await handler.query(new Request("http://localhost/"));
  if (context instanceof Response) throw new Error("redirected");
  const router = createStaticRouter(handler.dataRoutes, context);
  return renderToStaticMarkup(
    <StaticRouterProvider router={router} context={context} hydrate={false} />,
  );
}

const inTheList = (drifted: boolean) => {
  const item: NationalItemView = { ...ITEM, details: "", destinations: [aside(drifted)] };
  return pageOf(<ItemDestinations item={item} onShowAgendaItem={() => undefined} />);
};

const inTheConcordance = (drifted: boolean) => {
  const row: NationalRow = {
    ...ITEM,
    planSlug: "canada",
    visibility: "listed",
    carried: [],
    aside: aside(drifted),
  };
  return pageOf(<NationalTable rows={[row]} languages={{}} />);
};

describe.each([
  ["the list of national items", inTheList],
  ["the concordance", inTheConcordance],
])("an item that is set aside, in %s", (_, shown) => {
  it("says when its words have changed since", async () => {
    expect(await shown(true)).toContain("text changed since it was set aside");
    expect(await shown(true)).toContain("Already covered.");
    expect(await shown(false)).not.toContain("changed since");
  });
});
