import { ChevronRight } from "lucide-react";
import { type ReactNode, useState } from "react";
import { m } from "../i18n/messages";
import { RenderWhenIdle } from "../ui/RenderWhenIdle";
import { CoverageBar } from "./CoverageTable";
import { accountedShare, type Tally } from "./coverage";
import { coverageCookie } from "./coverage-fold";
import { placedText, restText } from "./wording";

/**
 * The frame of the coverage: how much is placed in one line, and the rest folded below it. On a
 * narrow screen it is a pane of its own, and always unfolded there.
 * @param initiallyOpen as the reader left it.
 */
export function CoverageBox({
  all,
  initiallyOpen,
  children,
}: {
  all: Tally;
  initiallyOpen: boolean;
  children: ReactNode;
}) {
  const [open, setOpen] = useState(initiallyOpen);
  const [atOnce] = useState(initiallyOpen);
  function toggle() {
    setOpen(!open);
    // biome-ignore lint/suspicious/noDocumentCookie: the other way is not in every browser yet
    document.cookie = coverageCookie(!open);
  }
  return (
    <section aria-labelledby="coverage" className="rounded-md border border-line bg-raised">
      <div className="relative flex flex-wrap items-center gap-x-4 gap-y-1 px-4 py-2 lg:hover:bg-sunken">
        <h2 id="coverage" className="text-xl font-semibold">
          <span className="lg:hidden">{m.agenda_pane_coverage()}</span>
          {/* The whole line takes the click. */}
          <button
            type="button"
            aria-expanded={open}
            aria-controls="coverage-content"
            onClick={toggle}
            className="hidden items-center gap-1.5 after:absolute after:inset-0 lg:inline-flex"
          >
            <ChevronRight size={18} aria-hidden className={open ? "rotate-90" : ""} />
            {m.agenda_pane_coverage()}
          </button>
        </h2>
        <p className="text-sm">
          <span className="font-semibold tabular-nums">{placedText(all)}</span>
          <span className="text-muted">{restText(all).map((part) => ` · ${part}`)}</span>
          {all.total > 0 && (
            <span className="text-muted">
              {" – "}
              {m.agenda_legend_share({ share: accountedShare(all) })}
            </span>
          )}
        </p>
        <div className="w-40 max-lg:hidden">{all.total > 0 && <CoverageBar tally={all} />}</div>
      </div>
      <div
        id="coverage-content"
        className={`grid gap-6 px-4 pb-4 lg:grid-cols-[minmax(0,3fr)_minmax(0,2fr)] ${open ? "" : "lg:hidden"}`}
      >
        {/* Folded it is seen by no one, and the server leaves it to the page. */}
        {atOnce ? children : <RenderWhenIdle className="min-h-40">{children}</RenderWhenIdle>}
      </div>
    </section>
  );
}
