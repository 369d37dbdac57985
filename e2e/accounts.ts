// The sign-ins that `serve --demo` prints: one line each with role, address and password.

/** The roles that the demonstration has a sign-in for. */
export const ROLES = ["admin", "agent", "customer"] as const;
/** One of them. */
export type Role = (typeof ROLES)[number];
/** How somebody signs in. */
export interface Account {
  email: string;
  password: string;
}

/** Reads the sign-ins out of what the server printed. */
export function readAccounts(printed: string): Record<Role, Account> {
  const read = (role: Role): Account => {
    const [, email, password] = new RegExp(`^\\s*${role}\\s+(\\S+@\\S+)\\s+(\\S+)\\s*$`, "m").exec(printed) ?? [];
    if (!email || !password) throw new Error(`no sign-in of the ${role} was printed:\n${printed}`);
    return { email, password };
  };
  return { admin: read("admin"), agent: read("agent"), customer: read("customer") };
}

/** Keeps them for the specs, which run in processes of their own. */
export function keepAccounts(accounts: Record<Role, Account>): void {
  process.env["AFTERCARE_ACCOUNTS"] = JSON.stringify(accounts);
}

/** The sign-in of a role, as read at the set-up. */
export function account(role: Role): Account {
  return (JSON.parse(process.env["AFTERCARE_ACCOUNTS"] ?? "{}") as Record<Role, Account>)[role];
}
