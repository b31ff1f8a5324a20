/** What people do in a meeting beside typing: each through the form or the address that its page uses. */
import { randomUUID } from "node:crypto";
import { fromPlainText } from "../../app/documents/rich-text";
import { ask } from "./meeting-requests";
import type { Deeds } from "./meeting-workspace";

export const DEEDS = ["comment", "position", "amendment", "step", "pdf", "page"] as const;
export type Deed = (typeof DEEDS)[number];

let turn = 0;
let lastStep: string | null = null;

const STEP = /"?stepId"?[":,\s]+"([A-Za-z0-9_-]{10,})"/;

export async function doDeed(port: number, deeds: Deeds, deed: Deed): Promise<void> {
  const { agendaId, planId, secretariat, convener, member } = deeds;
  turn += 1;
  const post = (cookie: string, path: string, form: Record<string, string>) =>
    ask(port, cookie, path, { form });
  switch (deed) {
    case "comment": {
      const documentId = turn % 2 ? agendaId : planId;
      const body = "Could the provinces be named here as partners?";
      await post(member, `/documents/${documentId}/comments`, {
        intent: "open",
        about: "document",
        body,
        requestKey: randomUUID(),
      });
      return;
    }
    case "position": {
      const item = deeds.agendaItems[turn % deeds.agendaItems.length];
      const position = ["agreed", "agreed-ad-referendum"][Math.floor(turn / 2) % 2] ?? "agreed";
      await post(convener, "/agenda/positions", {
        intent: "give",
        itemId: item?.id ?? "",
        position,
        textHash: item?.hash ?? "",
      });
      return;
    }
    case "amendment": {
      const item = deeds.planItems[turn % deeds.planItems.length];
      await post(member, `/documents/${planId}/amendments`, {
        intent: "propose",
        kind: "text",
        itemId: item?.id ?? "",
        basis: JSON.stringify(fromPlainText(item?.text ?? "")),
        text: JSON.stringify(fromPlainText(`${item?.text} Every year (${turn}).`)),
        justification: "So that it can be measured.",
        requestKey: randomUUID(),
      });
      return;
    }
    case "step": {
      const path = "/agenda.data?_routes=routes%2Fagenda";
      if (lastStep) {
        const stepId = lastStep;
        lastStep = null;
        await post(secretariat, path, { intent: "undo", stepId });
        return;
      }
      const item = deeds.waiting[turn % deeds.waiting.length];
      const answer = await post(secretariat, path, {
        intent: "set-aside",
        disposition: "deferred",
        reason: "To be taken up with the review.",
        items: JSON.stringify([item]),
        key: randomUUID(),
      });
      lastStep = STEP.exec(answer.toString())?.[1] ?? null;
      return;
    }
    case "pdf":
      await ask(port, member, "/agenda/export.pdf");
      return;
    case "page":
      await ask(port, member, turn % 2 ? "/agenda" : "/plans/canada");
  }
}
