import { Form } from "@remix-run/react";
import { m } from "../i18n/messages";
import { Button } from "../ui/Button";
import { SelectField } from "../ui/Field";
import { draftName } from "./draft-name";
import type { DraftView } from "./drafts-view";

/** Chooses two drafts, or a draft and the text as it stands, to see what changed between them. */
export function CompareForm({
  drafts,
  from,
  to,
}: {
  /** Newest first. */
  drafts: readonly DraftView[];
  from: number;
  to: number | "now";
}) {
  const options = [...drafts].reverse().map((draft) => ({
    value: String(draft.position),
    label: draftName(draft),
  }));
  const now = { value: "now", label: m.drafts_now() };
  return (
    <Form
      // Chosen anew whenever another comparison is shown.
      key={`${from} ${to}`}
      method="get"
      action="/agenda/drafts"
      aria-label={m.drafts_compare()}
      className="flex flex-wrap items-end gap-3 rounded-md border border-line bg-raised p-3 print:hidden"
    >
      <div className="min-w-40 flex-1">
        <SelectField
          label={m.drafts_compare_from()}
          name="from"
          defaultValue={String(from)}
          options={options}
        />
      </div>
      <div className="min-w-40 flex-1">
        <SelectField
          label={m.drafts_compare_to()}
          name="with"
          defaultValue={String(to)}
          options={[...options, now]}
        />
      </div>
      <Button type="submit">{m.drafts_compare()}</Button>
    </Form>
  );
}
