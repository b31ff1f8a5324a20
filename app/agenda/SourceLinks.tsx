import { Link } from "@remix-run/react";
import { X } from "lucide-react";
import { createContext, Fragment, useContext } from "react";
import { m } from "../i18n/messages";
import { IconButton } from "../ui/Button";
import { Fold } from "../ui/Fold";
import type { AgendaSource } from "./view";
import { dispositionName } from "./wording";

/** Whether a step is on its way, so that none can be begun. */
export const PendingContext = createContext(false);

/** Where the words of an agenda item come from: `CA 1.3 · US 1.1`, each a link to its plan. */
export function SourceLinks({
  sources,
  onRemove,
  onDrift,
}: {
  sources: readonly AgendaSource[];
  /** Takes a source off the item; left out for readers. */
  onRemove?(source: AgendaSource): void;
  /** Shows what changed in a source since it was taken. */
  onDrift(source: AgendaSource): void;
}) {
  if (sources.length === 0) {
    return <p className="text-sm text-muted">{m.agenda_sources_none()}</p>;
  }
  return (
    <div className="text-sm text-muted">
      <div className="flex flex-wrap items-baseline gap-x-1.5">
        <span className="font-semibold">{m.agenda_sources()}</span>
        {sources.map((source, index) => (
          <Fragment key={`${source.planId}/${source.itemId}`}>
            {index > 0 && <span aria-hidden>·</span>}
            <span className="whitespace-nowrap">
              <SourceName source={source} />
              {source.removed && !source.drifted && (
                <span className="ml-1">({m.drafting_removed_kept()})</span>
              )}
              {source.drifted && (
                <button
                  type="button"
                  title={m.drift_see({ ref: source.ref })}
                  aria-label={`${source.removed ? m.agenda_removed_since() : m.agenda_changed_since()}. ${m.drift_see({ ref: source.ref })}`}
                  onClick={() => onDrift(source)}
                  className="ml-1 min-h-6 rounded bg-warning-soft px-1.5 text-warning underline decoration-dotted underline-offset-2 hover:decoration-solid print:no-underline"
                >
                  {source.removed ? m.agenda_removed_since() : m.agenda_changed_since()}
                </button>
              )}
            </span>
          </Fragment>
        ))}
      </div>
      <Fold summary={m.agenda_sources_details()}>
        <ul className="mt-1.5 grid gap-2 border-l-2 border-line pl-3">
          {sources.map((source) => (
            <li key={`${source.planId}/${source.itemId}`} className="flex gap-2">
              <div className="min-w-0 flex-1">
                <p>
                  <span className="font-semibold tabular-nums">{source.ref}</span> –{" "}
                  {dispositionName(source.disposition)}
                </p>
                <p
                  className={source.readable ? "font-serif whitespace-pre-line text-ink" : "italic"}
                >
                  {source.readable ? source.basisText : m.agenda_source_internal()}
                </p>
              </div>
              {onRemove && source.readable && (
                <RemoveButton sourceRef={source.ref} onRemove={() => onRemove(source)} />
              )}
            </li>
          ))}
        </ul>
      </Fold>
    </div>
  );
}

function RemoveButton({ sourceRef, onRemove }: { sourceRef: string; onRemove(): void }) {
  const pending = useContext(PendingContext);
  return (
    <IconButton
      label={m.agenda_source_remove({ ref: sourceRef })}
      icon={<X size={16} />}
      disabled={pending}
      onClick={onRemove}
    />
  );
}

function SourceName({ source }: { source: AgendaSource }) {
  if (!source.readable) return <span className="tabular-nums">{source.ref}</span>;
  return (
    <Link
      to={`/plans/${source.planSlug}#item-${source.itemId}`}
      title={dispositionName(source.disposition)}
      className="text-accent tabular-nums underline underline-offset-2"
    >
      {source.ref}
    </Link>
  );
}
