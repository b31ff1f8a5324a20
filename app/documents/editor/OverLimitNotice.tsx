import { useEffect, useState } from "react";
import { formatNumber } from "../../i18n/format";
import { m } from "../../i18n/messages";
import { Button } from "../../ui/Button";
import { Notice } from "../../ui/Notice";
import { useLocale } from "../../ui/root-data";
import { useDocumentEditor } from "./context";
import type { OverLimit } from "./editor-event";

const WORDS = {
  letters: m.plans_over_letters,
  paragraph: m.plans_over_paragraph,
  blocks: m.plans_over_blocks,
  depth: m.plans_over_depth,
  brackets: m.plans_over_brackets,
  items: m.plans_over_items,
  areas: m.plans_over_areas,
} as const satisfies Record<OverLimit["what"], unknown>;

/** Says where one is looking that a step was not done; goes with the next that is. */
export function OverLimitNotice() {
  const { session } = useDocumentEditor();
  const locale = useLocale();
  const [over, setOver] = useState<OverLimit | null>(null);
  useEffect(
    () => session.onEvent((event) => setOver(event.type === "over-limit" ? event : null)),
    [session],
  );
  if (!over) return null;
  return (
    <div className="fixed inset-x-4 bottom-4 z-40 mx-auto max-w-xl shadow-lg print:hidden">
      <Notice tone="warning" role="alert">
        <p>{WORDS[over.what]({ most: formatNumber(locale, over.most) })}</p>
        <Button size="sm" className="mt-2" onClick={() => setOver(null)}>
          {m.ui_close()}
        </Button>
      </Notice>
    </div>
  );
}
