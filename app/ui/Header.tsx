import { Form, Link, NavLink, useLocation } from "@remix-run/react";
import { Languages, MonitorCog, Moon, Settings2, Sun } from "lucide-react";
import { type ReactNode, useEffect, useRef } from "react";
import { LOCALES } from "../context";
import { LOCALE_NAMES } from "../i18n/locale";
import { m } from "../i18n/messages";
import { DelegationTag } from "./DelegationTag";
import type { RootData } from "./root-data";

const NAV_LINK = ({ isActive }: { isActive: boolean }) =>
  `rounded px-2 py-1 font-semibold ${
    isActive ? "text-accent underline decoration-2 underline-offset-8" : "text-muted hover:text-ink"
  }`;

const NEXT_THEME = { system: "light", light: "dark", dark: "system" } as const;

/** The bar on every page: where one can go, in which language, and who is signed in. */
export function Header({
  data,
  inbox,
  signOut,
}: {
  data: RootData;
  /** The way to what the person was told. */
  inbox?: ReactNode;
  signOut?: ReactNode;
}) {
  const { person } = data;
  return (
    <header className="border-b border-line bg-raised print:hidden">
      <a href="#content" className="skip-link">
        {m.ui_skip_to_content()}
      </a>
      <div className="flex flex-wrap items-center gap-x-5 gap-y-1 px-4 py-2 sm:px-6">
        <Link to="/" className="font-serif text-xl font-semibold tracking-tight">
          {m.ui_app_name()}
        </Link>
        {person && (
          <nav
            aria-label={m.ui_main_navigation()}
            className="order-last -mx-2 flex w-full gap-1 text-sm sm:order-none sm:mx-0 sm:w-auto sm:text-base"
          >
            <NavLink to="/plans" className={NAV_LINK}>
              {m.ui_nav_plans()}
            </NavLink>
            <NavLink to="/agenda" className={NAV_LINK}>
              {m.ui_nav_agenda()}
            </NavLink>
            {data.may.seePeople && (
              <NavLink to="/people" className={NAV_LINK}>
                {m.ui_nav_people()}
              </NavLink>
            )}
          </nav>
        )}
        {person ? (
          <div className="ml-auto flex items-center gap-1 sm:gap-2">
            {inbox}
            <Switches data={data} signOut={signOut} className="flex max-sm:hidden" />
            <PhoneSettings>
              <Switches data={data} signOut={signOut} className="flex" />
            </PhoneSettings>
          </div>
        ) : (
          <Switches data={data} signOut={signOut} className="ml-auto flex" />
        )}
      </div>
    </header>
  );
}

function Switches({
  data,
  className,
  signOut,
}: {
  data: RootData;
  className: string;
  signOut: ReactNode;
}) {
  return (
    <div className={`items-center gap-1 sm:gap-2 ${className}`}>
      <LanguageSwitch locale={data.locale} />
      <ThemeSwitch theme={data.theme} />
      {data.person && <SignedIn person={data.person} signOut={signOut} />}
    </div>
  );
}

/** On a phone, what is seldom needed while one works opens below one button. */
function PhoneSettings({ children }: { children: ReactNode }) {
  const box = useRef<HTMLDetailsElement>(null);
  const button = useRef<HTMLElement>(null);
  useEffect(() => {
    const close = () => {
      if (box.current) box.current.open = false;
    };
    const onPointerDown = ({ target }: PointerEvent) => {
      // What is asked in a dialog on the way out belongs to it.
      if (target instanceof Element && target.closest("[role=dialog], [role=alertdialog]")) return;
      if (target instanceof Node && !box.current?.contains(target)) close();
    };
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.key !== "Escape" || !box.current?.open) return;
      close();
      button.current?.focus();
    };
    document.addEventListener("pointerdown", onPointerDown);
    document.addEventListener("keydown", onKeyDown);
    return () => {
      document.removeEventListener("pointerdown", onPointerDown);
      document.removeEventListener("keydown", onKeyDown);
    };
  }, []);
  return (
    <details ref={box} className="relative sm:hidden">
      <summary
        ref={button}
        aria-label={m.ui_settings()}
        title={m.ui_settings()}
        className="inline-flex size-8 cursor-pointer list-none items-center justify-center rounded text-muted hover:bg-sunken hover:text-ink [&::-webkit-details-marker]:hidden"
      >
        <Settings2 size={17} aria-hidden />
      </summary>
      <div className="absolute end-0 top-full z-50 rounded-md border border-line bg-raised p-2 shadow-lg">
        {children}
      </div>
    </details>
  );
}

function useHere(): string {
  const { pathname, search } = useLocation();
  return `${pathname}${search}`;
}

/** Three buttons, not a list: one press changes the language and loads the page in it. */
function LanguageSwitch({ locale }: { locale: RootData["locale"] }) {
  const here = useHere();
  return (
    <Form method="post" action="/locale" reloadDocument className="flex items-center">
      <Languages size={16} aria-hidden className="mr-1 hidden text-muted sm:block" />
      <input type="hidden" name="to" value={here} />
      <fieldset className="flex">
        <legend className="sr-only">{m.ui_language()}</legend>
        {LOCALES.map((candidate) => (
          <button
            key={candidate}
            type="submit"
            name="locale"
            value={candidate}
            lang={candidate}
            aria-pressed={candidate === locale}
            aria-label={LOCALE_NAMES[candidate]}
            title={LOCALE_NAMES[candidate]}
            className={`min-h-8 min-w-8 rounded px-1 text-sm uppercase ${
              candidate === locale ? "font-bold text-accent" : "text-muted hover:text-ink"
            }`}
          >
            {candidate}
          </button>
        ))}
      </fieldset>
    </Form>
  );
}

function ThemeSwitch({ theme }: { theme: RootData["theme"] }) {
  const here = useHere();
  const names = {
    system: m.ui_theme_system(),
    light: m.ui_theme_light(),
    dark: m.ui_theme_dark(),
  };
  const Icon = { system: MonitorCog, light: Sun, dark: Moon }[theme];
  const label = m.ui_theme_switch({ current: names[theme], next: names[NEXT_THEME[theme]] });
  return (
    <Form method="post" action="/theme" preventScrollReset>
      <input type="hidden" name="to" value={here} />
      <button
        type="submit"
        name="theme"
        value={NEXT_THEME[theme]}
        aria-label={label}
        title={label}
        className="inline-flex size-8 items-center justify-center rounded text-muted hover:bg-sunken hover:text-ink"
      >
        <Icon size={17} aria-hidden />
      </button>
    </Form>
  );
}

function SignedIn({
  person,
  signOut,
}: {
  person: NonNullable<RootData["person"]>;
  signOut: ReactNode;
}) {
  return (
    <div className="flex items-center gap-2">
      <span className="hidden items-center gap-2 text-sm md:inline-flex">
        {person.delegation && <DelegationTag code={person.delegation} nameless />}
        <span>{person.name}</span>
      </span>
      {signOut}
    </div>
  );
}
