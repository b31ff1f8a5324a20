import type { DocumentContent } from "../documents/document";
import type { EditorSession } from "../documents/editor/session";
import { useAreaTitle, useOutline } from "../documents/editor/useDocument";
import { m } from "../i18n/messages";

/** The areas of the document with the number of their items, each a jump. */
export function Contents({
  session,
  initial,
  lang,
}: {
  /** Null until the document is live. */
  session: EditorSession | null;
  initial: DocumentContent;
  /** Of the titles. */
  lang: string;
}) {
  return (
    <nav aria-label={m.plans_contents()} className="text-sm">
      <p className="mb-2 font-semibold text-muted">{m.plans_contents()}</p>
      {session ? (
        <LiveAreas session={session} lang={lang} />
      ) : (
        <ol className="grid gap-2">
          {initial.areas.map((area) => (
            <Entry key={area.id} {...area} count={area.items.length} lang={lang} />
          ))}
        </ol>
      )}
    </nav>
  );
}

function LiveAreas({ session, lang }: { session: EditorSession; lang: string }) {
  const { areas } = useOutline(session.doc);
  return (
    <ol className="grid gap-2">
      {areas.map((area) => (
        <LiveEntry
          key={area.id}
          session={session}
          lang={lang}
          id={area.id}
          number={area.number}
          count={area.items.length}
        />
      ))}
    </ol>
  );
}

interface EntryProps {
  id: string;
  number: number;
  count: number;
  lang: string;
}

function LiveEntry({ session, ...entry }: EntryProps & { session: EditorSession }) {
  return <Entry {...entry} title={useAreaTitle(session.doc, entry.id)} />;
}

function Entry({ id, number, title, count, lang }: EntryProps & { title: string }) {
  return (
    <li>
      <a href={`#area-${id}`} className="flex gap-1.5 hover:text-accent hover:underline">
        <span>{number}.</span>
        <span lang={title ? lang : undefined}>{title || m.plans_area_untitled()}</span>
        <span className="ml-auto text-muted">{count}</span>
      </a>
    </li>
  );
}
