import { type ActionFunctionArgs, redirect } from "@remix-run/node";
import { returnPath } from "../accounts/return-path";
import { isTheme, THEME_COOKIE } from "../ui/theme";

export async function action({ request }: ActionFunctionArgs) {
  const form = await request.formData();
  const theme = form.get("theme");
  return redirect(returnPath(form.get("to")), {
    headers: {
      "Set-Cookie": `${THEME_COOKIE}=${isTheme(theme) ? theme : "system"}; Path=/; Max-Age=31536000; SameSite=Lax`,
    },
  });
}
