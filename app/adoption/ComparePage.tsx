import type { ReactNode } from "react";
import { Difference } from "../agenda/Difference";
import { m } from "../i18n/messages";
import { ButtonLink } from "../ui/Button";
import { Notice } from "../ui/Notice";
import { Page } from "../ui/Page";
import { CompareForm } from "./CompareForm";
import type { AreaChange, Comparison, ItemChange } from "./compare-drafts";
import type { ComparedName, DraftView } from "./drafts-view";
import { classText, comparedName, numberText, summaryText } from "./drafts-wording";
import { changeId, ItemChanged, UnchangedItems } from "./ItemChanged";

const isChanged = ({ is }: { is: string }) => is !== "unchanged";

/** What changed from one draft to another, item by item, with a link to each change. */
export function ComparePage({
  drafts,
  from,
  to,
  comparison,
  language,
}: {
  drafts: readonly DraftView[];
  from: ComparedName;
  to: ComparedName;
  comparison: Comparison;
  /** Of the document. */
  language: string;
}) {
  const { title, preamble, areas } = comparison;
  const summary = summaryText(comparison);
  const position = (name: ComparedName) => (name === "now" ? name : name.position);
  return (
    <Page
      title={m.drafts_compare_title({ from: comparedName(from), to: comparedName(to) })}
      lead={summary || m.drafts_nothing_changed()}
      actions={
        <>
          {from !== "now" && (
            <ButtonLink to={`/agenda/drafts/${from.position}`} size="sm">
              {comparedName(from)}
            </ButtonLink>
          )}
          <ButtonLink to={to === "now" ? "/agenda" : `/agenda/drafts/${to.position}`} size="sm">
            {comparedName(to)}
          </ButtonLink>
          <ButtonLink to="/agenda/drafts" size="sm">
            {m.drafts_all()}
          </ButtonLink>
        </>
      }
    >
      <div className="grid gap-6">
        <CompareForm drafts={drafts} from={from === "now" ? 0 : from.position} to={position(to)} />
        {summary ? (
          <ChangeLinks comparison={comparison} />
        ) : (
          <Notice>{m.drafts_nothing_changed_text()}</Notice>
        )}
        {title && (
          <Passage id="change-title" heading={m.drafts_document_title()}>
            <Difference {...title} lang={language} />
          </Passage>
        )}
        {preamble && (
          <Passage id="change-preamble" heading={m.exchange_preamble()}>
            <Difference {...preamble} lang={language} />
          </Passage>
        )}
        {areas.map((area) => (
          <AreaSection key={area.id} area={area} language={language} />
        ))}
      </div>
    </Page>
  );
}

function Passage({ id, heading, children }: { id: string; heading: string; children: ReactNode }) {
  return (
    <section id={id} aria-label={heading} className="scroll-mt-4">
      <h2 className="mb-2 font-serif text-xl font-semibold">{heading}</h2>
      {children}
    </section>
  );
}

/** From change to change with the keyboard: one link for each, in reading order. */
function ChangeLinks({ comparison: { title, preamble, areas } }: { comparison: Comparison }) {
  const links = [
    ...(title ? [{ id: "change-title", text: m.drafts_document_title() }] : []),
    ...(preamble ? [{ id: "change-preamble", text: m.exchange_preamble() }] : []),
    ...areas.flatMap((area) => [
      ...(isAreaChanged(area) ? [{ id: changeId(area.id), text: areaText(area) }] : []),
      ...area.items
        .filter(isChanged)
        .map((item) => ({ id: changeId(item.id), text: linkText(item) })),
    ]),
  ];
  return (
    <nav aria-label={m.drafts_changes()} className="print:hidden">
      <ol className="flex flex-wrap gap-x-4 gap-y-1">
        {links.map(({ id, text }) => (
          <li key={id}>
            <a href={`#${id}`} className="prose-link inline-block py-0.5 text-sm">
              {text}
            </a>
          </li>
        ))}
      </ol>
    </nav>
  );
}

const linkText = (item: ItemChange) => `${numberText(item)} ${classText(item)}`;

const isAreaChanged = (area: AreaChange) => isChanged(area) || area.moved;

const AREA_CLASSES = {
  added: m.drafts_is_added,
  removed: m.drafts_is_removed,
  renamed: m.drafts_is_renamed,
  unchanged: m.drafts_is_moved,
} as const satisfies Record<AreaChange["is"], unknown>;

function areaText(area: AreaChange): string {
  return `${areaNumber(area)} ${AREA_CLASSES[area.is]()}`;
}

function areaNumber({ from, to }: AreaChange): string {
  if (from === null || to === null || from === to) {
    return m.agenda_area_number({ number: to ?? from ?? 0 });
  }
  return m.agenda_area_number({ number: `${from} → ${to}` });
}

function AreaSection({ area, language }: { area: AreaChange; language: string }) {
  const heading = changeId(area.id);
  const name = area.title.after || area.title.before || m.plans_area_untitled();
  const changed = area.items.filter(isChanged);
  const unchanged = area.items.filter((item) => !isChanged(item));
  return (
    <section aria-labelledby={heading} className="grid gap-4">
      <div>
        <h2 id={heading} tabIndex={-1} className="scroll-mt-4 font-serif text-xl font-semibold">
          <span className="text-muted">{areaNumber(area)} · </span>
          <span lang={language}>{name}</span>
          {isAreaChanged(area) && (
            <span className="ml-3 font-sans text-sm font-semibold text-accent">
              {AREA_CLASSES[area.is]()}
            </span>
          )}
        </h2>
        {area.is === "renamed" && <Difference {...area.title} lang={language} />}
      </div>
      {changed.length > 0 && (
        <ol className="grid gap-4">
          {changed.map((item) => (
            <ItemChanged key={item.id} item={item} language={language} />
          ))}
        </ol>
      )}
      {unchanged.length > 0 && <UnchangedItems items={unchanged} language={language} />}
    </section>
  );
}
