import { MessageSquarePlus } from "lucide-react";
import { comparing } from "../i18n/format";
import { m } from "../i18n/messages";
import { Button, IconButton } from "../ui/Button";
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
  /** Begins a thread on the document as a whole; null for those who may not, or do so already. */
  onBegin: (() => void) | null;
}

/** Which threads are shown, with how many there are of each, and the way to begin one on the whole. */
export function FilterBar({ threads, reading, selection, onSelect, onBegin }: FilterBarProps) {
  const counts = countByFilter(threads, selection.by, reading);
  if (threads.length === 0) {
    return (
      onBegin && (
        <Button size="sm" className="justify-self-start" onClick={onBegin}>
          <MessageSquarePlus size={16} aria-hidden />
          {m.comments_begin_on_document()}
        </Button>
      )
    );
  }
  return (
    <div className="flex min-w-0 gap-2">
      <select
        aria-label={m.comments_filter()}
        className={SELECT}
        value={selection.filter}
        onChange={(event) => onSelect({ ...selection, filter: event.target.value as Filter })}
      >
        {FILTERS.map((each) => (
          <option key={each} value={each}>
            {`${FILTER_NAMES[each]()} (${counts[each]})`}
          </option>
        ))}
      </select>
      <SidesField threads={threads} selection={selection} onSelect={onSelect} />
      {onBegin && (
        <IconButton
          label={m.comments_begin_on_document()}
          icon={<MessageSquarePlus size={18} aria-hidden />}
          className="ml-auto"
          onClick={onBegin}
        />
      )}
    </div>
  );
}

const SELECT =
  "min-h-8 min-w-0 flex-1 rounded-md border border-line-strong/70 bg-raised px-2 text-sm text-ellipsis text-ink";

/** Whose people wrote; there is nothing to choose where all are of one side. */
function SidesField({
  threads,
  selection,
  onSelect,
}: Pick<FilterBarProps, "threads" | "selection" | "onSelect">) {
  const { delegationName } = useNaming();
  const compare = comparing(useLocale());
  const sides = sidesIn(threads);
  const known = selection.by === null ? sides : [...new Set([...sides, selection.by])];
  if (known.length < 2 && selection.by === null) return null;
  const nameOf = (side: string) =>
    side === REGIONAL ? m.comments_by_regional() : `${delegationName(side)} (${side})`;
  return (
    <select
      aria-label={m.comments_by()}
      className={SELECT}
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
