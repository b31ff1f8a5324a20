import { MessageSquareText, ThumbsUp, TriangleAlert } from "lucide-react";
import { useContext, useMemo } from "react";
import { roleName } from "../accounts/role-name";
import { m } from "../i18n/messages";
import { DelegationTag } from "../ui/DelegationTag";
import { Time } from "../ui/Time";
import { CardTalk } from "./AroundCard";
import { RedlinePieceView } from "./RedlineView";
import { shortRedline } from "./short-redline";
import type { AmendmentView } from "./view";
import { amendmentTitle, placeText } from "./wording";

/** Words kept on either side of a change. */
const AROUND = 3;

/** An amendment in short, inside a button: who, what it changes, who stands behind it. */
export function AmendmentSummary({ amendment, lang }: { amendment: AmendmentView; lang: string }) {
  const { proposedBy, proposedAt, supporters, outcome, since, collidesWith, place } = amendment;
  const comments = useContext(CardTalk)?.countOf(amendment.id) ?? 0;
  const parts = useMemo(() => shortRedline(amendment.redline, AROUND), [amendment.redline]);
  return (
    <>
      <span className="flex items-baseline gap-1.5 text-sm">
        {proposedBy.delegation && <DelegationTag code={proposedBy.delegation} nameless />}
        <span className="truncate font-semibold">{proposedBy.name}</span>
        {!proposedBy.delegation && <span className="text-muted">{roleName(proposedBy.role)}</span>}
        <span className="ml-auto shrink-0 text-muted">
          <Time at={proposedAt} style="relative" />
        </span>
      </span>
      <span className="text-sm font-semibold text-muted">{amendmentTitle(amendment)}</span>
      {parts.length > 0 ? (
        <span lang={lang} className="line-clamp-3 font-serif [overflow-wrap:anywhere]">
          {parts.map((part, at) => (
            // A part of a comparison has no other name than its place.
            <RedlinePieceView key={String(at)} piece={part} />
          ))}
        </span>
      ) : (
        place && <span className="line-clamp-2">{placeText(place)}</span>
      )}
      <span className="flex flex-wrap items-center gap-x-3 text-sm text-muted">
        {supporters.length > 0 && (
          <span className="inline-flex items-center gap-1">
            <ThumbsUp size={14} aria-hidden />
            {m.amendments_support_count({ count: supporters.length })}
          </span>
        )}
        {comments > 0 && (
          <span className="inline-flex items-center gap-1">
            <MessageSquareText size={14} aria-hidden />
            {m.comments_count({ count: comments })}
          </span>
        )}
        {(outcome === "collides" || outcome === "gone" || collidesWith.length > 0) && (
          <span className="inline-flex items-center gap-1 text-warning">
            <TriangleAlert size={14} aria-hidden />
            {m.amendments_in_conflict()}
          </span>
        )}
        {outcome === "clean" && since && (
          <span className="inline-flex items-center gap-1 text-warning">
            <TriangleAlert size={14} aria-hidden />
            {m.amendments_changed_short()}
          </span>
        )}
      </span>
    </>
  );
}
