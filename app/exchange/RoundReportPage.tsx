/** The report of a consultation round, to be read on the page. */
import { m } from "../i18n/messages";
import { ButtonLink } from "../ui/Button";
import { DelegationTag } from "../ui/DelegationTag";
import { Empty } from "../ui/Empty";
import { FileLink } from "../ui/FileExport";
import { Notice } from "../ui/Notice";
import { Page } from "../ui/Page";
import { ReportRedline } from "./ReportRedline";
import type {
  AmendmentWords,
  AuthorWords,
  ReportWords,
  SectionWords,
  ThreadWords,
} from "./round-report-words";

/** @param base address of the plan. @param language of the plan, in which most of it is written. */
export function RoundReportPage({
  report,
  base,
  number,
  language,
}: {
  report: ReportWords;
  base: string;
  number: number;
  language: string;
}) {
  const files = [
    { path: "report.pdf", label: m.report_pdf() },
    { path: "report.docx", label: m.report_docx() },
    { path: "report.csv", label: m.report_csv() },
  ];
  return (
    <Page
      title={report.title}
      lead={m.report_lead()}
      actions={
        <>
          <ButtonLink to={base}>{m.rounds_back()}</ButtonLink>
          <ButtonLink to={`${base}/rounds`}>{m.rounds_all()}</ButtonLink>
        </>
      }
    >
      <div className="grid gap-4">
        <p lang={language} className="font-serif text-lg">
          {report.plan}
        </p>
        <ul className="text-sm text-muted">
          {report.lines.map((line) => (
            <li key={line}>{line}</li>
          ))}
        </ul>
        {report.warning && <Notice tone="warning">{report.warning}</Notice>}
        <nav aria-label={m.report_take_away()} className="flex flex-wrap gap-2 print:hidden">
          {files.map(({ path, label }) => (
            <FileLink key={path} path={`${base}/rounds/${number}/${path}`} label={label} />
          ))}
        </nav>
        {report.asked && (
          <div>
            <p className="font-semibold">{report.asked.label}</p>
            <p lang={language} className="max-w-prose break-words whitespace-pre-line">
              {report.asked.words}
            </p>
          </div>
        )}
        <section aria-labelledby="counts">
          <h2 id="counts" className="mb-2 text-lg font-semibold">
            {report.counts.title}
          </h2>
          <dl className="grid gap-x-8 gap-y-3 rounded-md border border-line bg-raised p-4 sm:grid-cols-2">
            {report.counts.rows.map(({ label, value }) => (
              <div key={label}>
                <dt className="text-sm text-muted">{label}</dt>
                <dd className="font-semibold">{value}</dd>
              </div>
            ))}
          </dl>
        </section>
        {report.marks && <p className="text-sm text-muted">{report.marks}</p>}
        {report.empty && <Empty title={report.empty.title}>{report.empty.text}</Empty>}
      </div>
      {report.sections.map((section) => (
        <Section
          key={`${section.level} ${section.title} ${keyOf(section)}`}
          {...{ section, language }}
        />
      ))}
    </Page>
  );
}

const keyOf = ({ entries }: SectionWords) => entries.map(({ number }) => number).join(" ");

function Section({ section, language }: { section: SectionWords; language: string }) {
  const { level, title, text, entries } = section;
  return (
    <section>
      {level === 1 ? (
        <h2 className="mt-10 mb-3 border-b border-line pb-1 font-serif text-xl font-semibold">
          {title}
        </h2>
      ) : (
        <h3 className="mt-6 mb-2 font-semibold text-accent">{title}</h3>
      )}
      {text && text.words !== "" && (
        <p className="mb-3 max-w-prose text-sm text-muted">
          {`${text.label} `}
          <span lang={language} className="font-serif whitespace-pre-line">
            {text.words}
          </span>
        </p>
      )}
      {entries.length > 0 && (
        <ol className="grid gap-3">
          {entries.map((entry) => (
            <li
              key={entry.number}
              value={entry.number}
              className="rounded-md border border-line bg-raised px-4 py-3"
            >
              <span className="float-right ml-3 text-sm text-muted">{entry.number}</span>
              {entry.type === "thread" ? (
                <Thread thread={entry} />
              ) : (
                <Amendment amendment={entry} language={language} />
              )}
            </li>
          ))}
        </ol>
      )}
    </section>
  );
}

function Thread({ thread }: { thread: ThreadWords }) {
  return (
    <div className="grid gap-2">
      {thread.internal && <p className="text-sm font-semibold text-danger">{thread.internal}</p>}
      {thread.on && <p className="text-sm break-words text-muted">{thread.on}</p>}
      {thread.comments.map(({ author, at, edited, body }, index) => {
        // They never change places.
        const key = index;
        return (
          <div key={key}>
            <Byline author={author} rest={edited ? [at, edited] : [at]} />
            <p className="max-w-prose break-words whitespace-pre-line">{body}</p>
          </div>
        );
      })}
      <Outcome>{thread.outcome}</Outcome>
    </div>
  );
}

function Amendment({ amendment, language }: { amendment: AmendmentWords; language: string }) {
  const { author, kind, at, place, proposed, accepted, threads } = amendment;
  return (
    <div className="grid gap-2">
      <Byline author={author} rest={[kind, at]} />
      {place && <p className="text-sm text-muted">{place}</p>}
      <ReportRedline lines={proposed} lang={language} />
      {accepted && (
        <>
          <p className="text-sm font-semibold">{accepted.label}</p>
          <ReportRedline lines={accepted.redline} lang={language} />
        </>
      )}
      {amendment.justification && <Words>{amendment.justification}</Words>}
      {amendment.supported && <p className="text-sm text-muted">{amendment.supported}</p>}
      <Outcome>{amendment.outcome}</Outcome>
      {amendment.reason && <Words>{amendment.reason}</Words>}
      {threads.map((thread, index) => {
        const key = index;
        return (
          <div key={key} className="border-l-2 border-line pl-3">
            <Thread thread={thread} />
          </div>
        );
      })}
    </div>
  );
}

function Byline({ author, rest }: { author: AuthorWords; rest: string[] }) {
  return (
    <p className="flex flex-wrap items-baseline gap-x-2 text-sm">
      <span className="font-semibold">{author.name}</span>
      {author.delegation && <DelegationTag code={author.delegation} nameless />}
      <span className="text-muted">{[author.role, ...rest].join(" · ")}</span>
    </p>
  );
}

const Words = ({ children }: { children: string }) => (
  <p className="max-w-prose break-words whitespace-pre-line">{children}</p>
);

const Outcome = ({ children }: { children: string }) => (
  <p className="text-sm font-semibold text-accent">{children}</p>
);
