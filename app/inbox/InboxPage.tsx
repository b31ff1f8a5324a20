/** What a person was told: the unread apart, newest first, by day and document. */
import { useFetcher, useSearchParams } from "@remix-run/react";
import { CheckCheck, Settings2, Undo2 } from "lucide-react";
import { useEffect, useRef } from "react";
import { m } from "../i18n/messages";
import { NOTICE_KINDS, type NoticeKind } from "../notifications/rules";
import { useAnnounce } from "../ui/announce";
import { Button, ButtonLink } from "../ui/Button";
import { Empty } from "../ui/Empty";
import { limitText } from "../ui/limit-text";
import { Notice } from "../ui/Notice";
import { Page } from "../ui/Page";
import { NoticeList } from "./NoticeList";
import { useZone } from "./useZone";
import { countByKind, type Inbox, type MarkAnswer, type NoticeView } from "./view";
import { kindName } from "./wording";

export function InboxPage({ notices, choices }: Inbox) {
  const zone = useZone(choices.timeZone);
  const [kind, choose] = useKindInUrl();
  const { mark, answer, busy } = useMarking();
  const heading = useRef<HTMLHeadingElement>(null);
  const shown = notices.filter((notice) => kind === null || notice.kind === kind);
  const unread = shown.filter(({ read }) => !read);
  const earlier = shown.filter(({ read }) => read);
  return (
    <Page
      title={m.inbox_title()}
      lead={m.inbox_lead()}
      actions={
        <ButtonLink to="/inbox/choices" size="sm">
          <Settings2 size={15} aria-hidden />
          {m.inbox_choices()}
        </ButtonLink>
      }
    >
      {notices.length === 0 ? (
        <Empty
          title={m.inbox_empty()}
          action={<ButtonLink to="/plans">{m.inbox_empty_do()}</ButtonLink>}
        >
          {m.inbox_empty_text()}
        </Empty>
      ) : (
        <div className="grid gap-6">
          <Filter notices={notices} kind={kind} onChoose={choose} />
          <Answer answer={answer} busy={busy} onUndo={(ids) => mark("unread", ids)} />
          {shown.length === 0 && (
            <Empty
              title={m.inbox_none_of_kind()}
              action={<Button onClick={() => choose(null)}>{m.inbox_show_all()}</Button>}
            >
              {m.inbox_none_of_kind_text()}
            </Empty>
          )}
          {shown.length > 0 && (
            <section aria-labelledby="unread" className="grid gap-4">
              <div className="flex flex-wrap items-center justify-between gap-2">
                <h2 id="unread" ref={heading} tabIndex={-1} className="text-xl font-semibold">
                  {m.inbox_unread()} <span className="font-normal text-muted">{unread.length}</span>
                </h2>
                {unread.length > 0 && (
                  <Button
                    size="sm"
                    disabled={busy}
                    onClick={() => {
                      mark("read", idsOf(unread));
                      heading.current?.focus();
                    }}
                  >
                    <CheckCheck size={15} aria-hidden />
                    {m.inbox_mark_all()}
                  </Button>
                )}
              </div>
              {unread.length > 0 ? (
                <NoticeList
                  notices={unread}
                  zone={zone}
                  onMark={(id) => {
                    mark("read", [id]);
                    heading.current?.focus();
                  }}
                />
              ) : (
                <p className="text-muted">{m.inbox_none_unread()}</p>
              )}
            </section>
          )}
          {earlier.length > 0 && (
            <section aria-labelledby="earlier" className="grid gap-4">
              <h2 id="earlier" className="text-xl font-semibold">
                {m.inbox_earlier()}
              </h2>
              <NoticeList
                notices={earlier}
                zone={zone}
                onMark={(id) => {
                  mark("unread", [id]);
                  heading.current?.focus();
                }}
              />
            </section>
          )}
        </div>
      )}
    </Page>
  );
}

const idsOf = (notices: readonly NoticeView[]) => notices.map(({ id }) => id);

/** The kind that is shown is in the address, so that it stays when one comes back. */
function useKindInUrl(): [NoticeKind | null, (kind: NoticeKind | null) => void] {
  const [parameters, setParameters] = useSearchParams();
  const kind = NOTICE_KINDS.find((each) => each === parameters.get("kind")) ?? null;
  return [
    kind,
    (next) =>
      setParameters(next ? { kind: next } : {}, { replace: true, preventScrollReset: true }),
  ];
}

function useMarking() {
  const fetcher = useFetcher<MarkAnswer>();
  const announce = useAnnounce();
  const { data, state } = fetcher;
  useEffect(() => {
    if (state === "idle" && data?.ok && data.intent === "read") {
      announce(m.inbox_marked({ count: data.changed.length }));
    }
  }, [data, state, announce]);
  return {
    answer: data,
    busy: state !== "idle",
    mark(intent: "read" | "unread", ids: readonly string[]) {
      const form = new FormData();
      form.set("intent", intent);
      for (const id of ids) form.append("id", id);
      fetcher.submit(form, { method: "post", action: "/inbox" });
    },
  };
}

/** What came of the last marking, with the way back. */
function Answer({
  answer,
  busy,
  onUndo,
}: {
  answer: MarkAnswer | undefined;
  busy: boolean;
  onUndo(ids: string[]): void;
}) {
  if (!answer) return null;
  if (!answer.ok) {
    return (
      <Notice tone="warning" role="alert">
        {limitText(answer) ?? m.inbox_failed()}
      </Notice>
    );
  }
  const { intent, changed } = answer;
  if (intent === "unread" || changed.length === 0) return null;
  return (
    <Notice tone="success">
      <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
        <p>{m.inbox_marked({ count: changed.length })}</p>
        <Button size="sm" disabled={busy} onClick={() => onUndo(changed)}>
          <Undo2 size={15} aria-hidden />
          {m.inbox_undo()}
        </Button>
      </div>
    </Notice>
  );
}

function Filter({
  notices,
  kind,
  onChoose,
}: {
  notices: readonly NoticeView[];
  kind: NoticeKind | null;
  onChoose(kind: NoticeKind | null): void;
}) {
  const counts = countByKind(notices);
  const offered = NOTICE_KINDS.filter((each) => counts.has(each) || each === kind);
  return (
    <fieldset className="flex flex-wrap gap-1">
      <legend className="sr-only">{m.inbox_filter()}</legend>
      {[null, ...offered].map((each) => (
        <Button
          key={each ?? "all"}
          size="sm"
          variant={each === kind ? "secondary" : "quiet"}
          aria-pressed={each === kind}
          onClick={() => onChoose(each)}
        >
          {each ? kindName(each) : m.inbox_all()}
          <span className="font-normal text-muted">
            {each ? (counts.get(each) ?? 0) : notices.length}
          </span>
        </Button>
      ))}
    </fieldset>
  );
}
