import type { ReactNode } from "react";

const WIDTHS = { prose: "max-w-2xl", wide: "max-w-5xl", full: "max-w-none" } as const;

const TITLE = "font-serif text-3xl font-semibold tracking-tight";

/**
 * The frame of a page: its heading, what it is about, what can be done, and its content.
 * @param headingWithin whether the content has the page's heading in it, always or on a wide
 * screen; the title is then words like others, so that a page has one heading of the first level.
 */
export function Page({
  title,
  lead,
  actions,
  width = "wide",
  headingWithin,
  children,
}: {
  title: ReactNode;
  lead?: ReactNode;
  actions?: ReactNode;
  width?: keyof typeof WIDTHS;
  headingWithin?: "always" | "wide";
  children: ReactNode;
}) {
  const narrowOnly = headingWithin === "wide";
  return (
    <div className={`mx-auto px-4 py-8 sm:px-6 ${WIDTHS[width]}`}>
      <div className="mb-6 flex flex-wrap items-end justify-between gap-x-6 gap-y-3">
        <div className="min-w-0">
          {headingWithin !== "always" && (
            <h1 className={`${TITLE} ${narrowOnly ? "lg:hidden" : ""}`}>{title}</h1>
          )}
          {headingWithin && (
            <p className={`${TITLE} ${narrowOnly ? "max-lg:hidden" : ""}`}>{title}</p>
          )}
          {lead && <p className="mt-1 max-w-prose text-muted">{lead}</p>}
        </div>
        {actions && <div className="flex flex-wrap gap-2 print:hidden">{actions}</div>}
      </div>
      {children}
    </div>
  );
}
