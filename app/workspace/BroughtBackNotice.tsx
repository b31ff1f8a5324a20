import { Link } from "@remix-run/react";
import { useEffect, useState } from "react";
import type { BroughtBack } from "../documents/view";
import { m } from "../i18n/messages";
import { useAnnounce } from "../ui/announce";
import { Button } from "../ui/Button";
import { Notice } from "../ui/Notice";
import { Time } from "../ui/Time";

/**
 * What was brought back while the page was open, until it has been read.
 * @param broughtBack the last time, as the page was given it
 */
export function useBroughtBack(
  broughtBack: BroughtBack | null,
): { broughtBack: BroughtBack; dismiss(): void } | null {
  const [read, setRead] = useState(broughtBack?.replacedVersionId);
  if (!broughtBack || broughtBack.replacedVersionId === read) return null;
  return { broughtBack, dismiss: () => setRead(broughtBack.replacedVersionId) };
}

/** Someone brought an earlier version back: also what was being typed may be gone from the text. */
export function BroughtBackNotice({
  slug,
  broughtBack: { replacedVersionId, at, by },
  dismiss,
}: {
  slug: string;
  broughtBack: BroughtBack;
  dismiss(): void;
}) {
  const announce = useAnnounce();
  const what = by === null ? m.ui_brought_back() : m.ui_brought_back_by({ name: by });
  useEffect(() => announce(what), [announce, what]);
  return (
    <Notice tone="warning">
      <p>
        {what}{" "}
        <span className="text-sm text-muted">
          <Time at={at} />
        </span>
      </p>
      <div className="mt-2 flex flex-wrap items-center gap-4">
        <Link
          to={`/plans/${slug}/history/${replacedVersionId}`}
          className="font-semibold text-accent underline"
        >
          {m.ui_brought_back_before()}
        </Link>
        <Button size="sm" onClick={dismiss}>
          {m.ui_home_read()}
        </Button>
      </div>
    </Notice>
  );
}
