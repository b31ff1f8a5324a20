import { type FormEvent, useMemo, useState } from "react";
import { m } from "../i18n/messages";
import { WORKSPACE_LIMITS } from "../limits";
import { Button } from "../ui/Button";
import { Dialog } from "../ui/Dialog";
import { Notice } from "../ui/Notice";
import { restOf } from "./agree-rest";
import { Difference } from "./Difference";
import { positionName } from "./position-wording";
import { usePositionSteps } from "./usePositionSteps";
import type { AgendaView, PositionView } from "./view";

/** An item with the words that are on the screen. */
interface RestItem {
  id: string;
  ref: string;
  text: string;
  hash: string;
  said: PositionView | undefined;
}

interface Rest {
  missing: RestItem[];
  toConfirm: RestItem[];
}

/** What the reader's delegation has still to say something of, as the page knows it now. */
function readRest({ areas, positions }: AgendaView): Rest {
  const { own } = positions;
  if (own === null) return { missing: [], toConfirm: [] };
  const items = areas.flatMap((area) =>
    area.items.flatMap(({ id, ref, text }) => {
      const here = positions.items[id];
      if (!here) return [];
      const said = here.positions.find(({ delegation }) => delegation === own);
      const textHash = said?.current ? here.textHash : "";
      const held = said ? [{ delegation: own, textHash }] : [];
      return [{ id, ref, text, hash: here.textHash, said, held }];
    }),
  );
  return restOf(items, own);
}

/**
 * A convener agrees, in one step, to the items on which the delegation has no position on the words
 * that stand. Those whose words have changed since it had one are agreed to only where they are
 * ticked, with the change before one's eyes.
 */
export function AgreeRestDialog({ view, onClose }: { view: AgendaView; onClose(): void }) {
  const current = useMemo(() => readRest(view), [view]);
  // What is on the screen stays what was read, whatever is typed into the agenda meanwhile.
  const [read, setRead] = useState(current);
  const [ticked, setTicked] = useState<ReadonlySet<string>>(
    () => new Set(current.missing.slice(0, WORKSPACE_LIMITS.itemsPerAgreement).map(({ id }) => id)),
  );
  const all = [...read.missing, ...read.toConfirm];
  const chosen = all.filter(({ id }) => ticked.has(id));
  const count = chosen.length;
  const [none, setNone] = useState(false);
  /** Whether the words were read anew since the last refusal. */
  const [anew, setAnew] = useState(false);
  const steps = usePositionSteps(() => {
    onClose();
    return m.positions_rest_done({ count });
  });
  const now = new Map([...current.missing, ...current.toConfirm].map((item) => [item.id, item]));
  // By other words, or because a colleague has given a position meanwhile.
  const moved = chosen.filter(({ id, hash }) => now.get(id)?.hash !== hash);

  function tick(id: string, isTicked: boolean) {
    const next = new Set(ticked);
    if (isTicked) next.add(id);
    else next.delete(id);
    setTicked(next);
    setNone(false);
  }

  function readAnew() {
    const known = new Map(all.map(({ id, hash }) => [id, hash]));
    setRead(current);
    setAnew(true);
    // What was not read in these words is ticked by the reader, and by nobody else.
    setTicked(new Set([...ticked].filter((id) => known.get(id) === now.get(id)?.hash)));
  }

  function onSubmit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    setNone(count === 0);
    if (count === 0) return;
    setAnew(false);
    steps.send({
      intent: "agree-rest",
      items: JSON.stringify(chosen.map(({ id, hash }) => ({ itemId: id, textHash: hash }))),
    });
  }

  const lang = view.agenda.language;
  return (
    <Dialog title={m.positions_rest_title()} isOpen onClose={onClose} wide>
      <form onSubmit={onSubmit} aria-busy={steps.pending} className="grid gap-5">
        <p className="text-muted">{m.positions_rest_text()}</p>
        <RestList
          title={m.positions_rest_missing({ count: read.missing.length })}
          items={read.missing}
          ticked={ticked}
          onTick={tick}
          lang={lang}
        />
        <RestList
          title={m.positions_rest_to_confirm({ count: read.toConfirm.length })}
          hint={m.positions_rest_to_confirm_hint()}
          items={read.toConfirm}
          ticked={ticked}
          onTick={tick}
          lang={lang}
        />
        {moved.length > 0 && !steps.pending && (
          <Notice tone="warning" role="alert">
            <p>{m.positions_rest_moved({ refs: moved.map(({ ref }) => ref).join(", ") })}</p>
            <Button size="sm" className="mt-2" onClick={readAnew}>
              {m.positions_rest_read_new()}
            </Button>
          </Notice>
        )}
        {none && (
          <Notice tone="danger" role="alert">
            {m.positions_rest_none()}
          </Notice>
        )}
        {steps.refused !== null && moved.length === 0 && !anew && (
          <Notice tone="danger" role="alert">
            {steps.refused}
          </Notice>
        )}
        <div className="flex flex-wrap justify-end gap-2">
          <Button onClick={onClose}>{m.ui_cancel()}</Button>
          <Button type="submit" variant="primary" disabled={steps.pending || moved.length > 0}>
            {steps.pending ? m.agenda_working() : m.positions_rest_do({ count })}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}

function RestList({
  title,
  hint,
  items,
  ticked,
  onTick,
  lang,
}: {
  title: string;
  hint?: string;
  items: readonly RestItem[];
  ticked: ReadonlySet<string>;
  onTick(id: string, isTicked: boolean): void;
  lang: string;
}) {
  if (items.length === 0) return null;
  return (
    <fieldset className="grid gap-2">
      <legend className="font-semibold">{title}</legend>
      {hint && <p className="text-sm text-muted">{hint}</p>}
      <ul className="grid max-h-80 gap-0 divide-y divide-line overflow-y-auto rounded border border-line">
        {items.map((item) => (
          <li key={item.id} data-rest={item.ref}>
            <label className="flex items-start gap-3 px-3 py-2">
              <input
                type="checkbox"
                checked={ticked.has(item.id)}
                onChange={(event) => onTick(item.id, event.currentTarget.checked)}
                className="mt-1 size-4 shrink-0 accent-accent"
              />
              <span className="w-9 shrink-0 font-semibold tabular-nums">{item.ref}</span>
              <span className="min-w-0">
                {item.said && (
                  <span className="mb-1 block text-sm">
                    {m.positions_rest_before({ position: positionName(item.said.position) })}
                    {item.said.note && (
                      <span className="block whitespace-pre-line text-muted">{item.said.note}</span>
                    )}
                  </span>
                )}
                {item.said?.basisText != null ? (
                  <Difference before={item.said.basisText} after={item.text} lang={lang} />
                ) : (
                  <span lang={lang} className="block font-serif whitespace-pre-line">
                    {item.text || <em>{m.positions_no_words()}</em>}
                  </span>
                )}
              </span>
            </label>
          </li>
        ))}
      </ul>
    </fieldset>
  );
}
