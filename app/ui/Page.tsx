import type { ReactNode } from "react";

const WIDTHS = { prose: "max-w-2xl", wide: "max-w-5xl", full: "max-w-none" } as const;

/** The frame of a page: its heading, what it is about, what can be done, and its content. */
export function Page({
  title,
  lead,
  actions,
  width = "wide",
  children,
}: {
  title: ReactNode;
  lead?: ReactNode;
  actions?: ReactNode;
  width?: keyof typeof WIDTHS;
  children: ReactNode;
}) {
  return (
    <div className={`mx-auto px-4 py-8 sm:px-6 ${WIDTHS[width]}`}>
      <div className="mb-6 flex flex-wrap items-end justify-between gap-x-6 gap-y-3">
        <div className="min-w-0">
          <h1 className="font-serif text-3xl font-semibold tracking-tight">{title}</h1>
          {lead && <p className="mt-1 max-w-prose text-muted">{lead}</p>}
        </div>
        {actions && <div className="flex flex-wrap gap-2 print:hidden">{actions}</div>}
      </div>
      {children}
    </div>
  );
}
