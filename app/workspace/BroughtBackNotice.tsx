import { Link } from "@remix-run/react";
import { useEffect, useState } from "react";
import { m } from "../i18n/messages";
import type { DocumentView } from "../plans/view";
import { useAnnounce } from "../ui/announce";
import { Button } from "../ui/Button";
import { Notice } from "../ui/Notice";
import { Time } from "../ui/Time";

/** While this page was open, someone brought an earlier version back: also what was being typed may be gone. */
export function BroughtBackNotice({
  view: { slug, broughtBack },
}: {
  view: Pick<DocumentView, "slug" | "broughtBack">;
}) {
  const [seen, setSeen] = useState(broughtBack?.keptId);
  const announce = useAnnounce();
  const isNew = broughtBack !== null && broughtBack.keptId !== seen;
  const what = broughtBack?.by
    ? m.ui_brought_back_by({ name: broughtBack.by })
    : m.ui_brought_back();
  useEffect(() => {
    if (isNew) announce(what);
  }, [isNew, what, announce]);
  if (!isNew) return null;
  return (
    <Notice tone="warning">
      <p>
        {what} <Time at={broughtBack.at} />
      </p>
      <div className="mt-2 flex flex-wrap items-center gap-4">
        <Link
          to={`/plans/${slug}/history/${broughtBack.keptId}`}
          className="font-semibold text-accent underline"
        >
          {m.ui_brought_back_before()}
        </Link>
        <Button size="sm" onClick={() => setSeen(broughtBack.keptId)}>
          {m.ui_home_read()}
        </Button>
      </div>
    </Notice>
  );
}
