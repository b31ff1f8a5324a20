import { comparing } from "../i18n/format";
import { m } from "../i18n/messages";
import { Button } from "../ui/Button";
import { Empty } from "../ui/Empty";
import { useLocale } from "../ui/root-data";
import {
  countByFilter,
  FILTERS,
  type Filter,
  REGIONAL,
  type Reading,
  type Selection,
  sidesIn,
} from "./filters";
import type { ThreadView } from "./threads";
import { useNaming } from "./useMentions";

const FILTER_NAMES: Record<Filter, () => string> = {
  open: () => m.comments_filter_open(),
  mine: () => m.comments_filter_mine(),
  mentions: () => m.comments_filter_mentions(),
  resolved: () => m.comments_filter_resolved(),
  all: () => m.comments_filter_all(),
};

interface FilterBarProps {
  threads: readonly ThreadView[];
  reading: Reading;
  selection: Selection;
  onSelect(selection: Selection): void;
}

/** Which threads are shown, with how many there are of each. */
export function FilterBar({ threads, reading, selection, onSelect }: FilterBarProps) {
  const counts = countByFilter(threads, selection.by, reading);
  return (
    <div className="grid gap-2">
      <fieldset className="flex flex-wrap gap-1">
        <legend className="sr-only">{m.comments_filter()}</legend>
        {FILTERS.map((each) => (
          <Button
            key={each}
            size="sm"
            variant={each === selection.filter ? "secondary" : "quiet"}
            aria-pressed={each === selection.filter}
            onClick={() => onSelect({ ...selection, filter: each })}
          >
            {FILTER_NAMES[each]()}
            <span className="font-normal text-muted">{counts[each]}</span>
          </Button>
        ))}
      </fieldset>
      <SidesField threads={threads} selection={selection} onSelect={onSelect} />
    </div>
  );
}

/** Whose people wrote; there is nothing to choose where all are of one side. */
function SidesField({ threads, selection, onSelect }: Omit<FilterBarProps, "reading">) {
  const { delegationName } = useNaming();
  const compare = comparing(useLocale());
  const sides = sidesIn(threads);
  const known = selection.by === null ? sides : [...new Set([...sides, selection.by])];
  if (known.length < 2 && selection.by === null) return null;
  const nameOf = (side: string) =>
    side === REGIONAL ? m.comments_by_regional() : `${delegationName(side)} (${side})`;
  return (
    <label className="flex items-center gap-2 text-sm font-semibold">
      <span className="shrink-0">{m.comments_by()}</span>
      <select
        className="min-h-8 min-w-0 flex-1 rounded-md border border-line-strong/70 bg-raised px-2 font-normal text-ellipsis text-ink"
        value={selection.by ?? ""}
        onChange={(event) => onSelect({ ...selection, by: event.target.value || null })}
      >
        <option value="">{m.comments_by_all()}</option>
        {known
          .map((side) => [side, nameOf(side)] as const)
          .sort(([, a], [, b]) => compare(a, b))
          .map(([side, name]) => (
            <option key={side} value={side}>
              {name}
            </option>
          ))}
      </select>
    </label>
  );
}

/** What stands in place of a list that has nothing: why, and what to do. */
export function NoThreads({
  selection,
  none,
  mayComment,
  onSelect,
}: {
  selection: Selection;
  /** Whether the document has no thread at all. */
  none: boolean;
  mayComment: boolean;
  onSelect(selection: Selection): void;
}) {
  if (none) {
    return (
      <Empty title={m.comments_empty_title()}>
        {mayComment ? m.comments_empty_writer() : m.comments_empty_reader()}
      </Empty>
    );
  }
  const [title, text] = WORDS[selection.by === null ? selection.filter : "by"];
  return (
    <Empty
      title={title()}
      action={
        <Button size="sm" onClick={() => onSelect({ filter: "all", by: null })}>
          {m.comments_show_all()}
        </Button>
      }
    >
      {text()}
    </Empty>
  );
}

const WORDS: Record<Filter | "by", [title: () => string, text: () => string]> = {
  open: [() => m.comments_none_open_title(), () => m.comments_none_open()],
  mine: [() => m.comments_none_mine_title(), () => m.comments_none_mine()],
  mentions: [() => m.comments_none_mentions_title(), () => m.comments_none_mentions()],
  resolved: [() => m.comments_none_resolved_title(), () => m.comments_none_resolved()],
  all: [() => m.comments_none_by_title(), () => m.comments_none_by()],
  by: [() => m.comments_none_by_title(), () => m.comments_none_by()],
};
