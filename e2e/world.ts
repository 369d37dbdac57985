// What the set-up hands to the specs: addresses, ports and folders of the running server.

/** The place the specs run against. */
export interface World {
  /** Such as `http://127.0.0.1:4711`. */
  url: string;
  /** The port on which the server takes mail. */
  smtp: number;
  /** The server's data folder. */
  data: string;
  /** The folder in which the mails the server sends are kept, one file each. */
  letters: string;
  /** The folder with one signed-in browser state for each role. */
  states: string;
}

/** Keeps it for the specs, which run in processes of their own. */
export function keep(world: World): void {
  process.env["AFTERCARE_WORLD"] = JSON.stringify(world);
}

/** The place the set-up has made. */
export function world(): World {
  const kept = process.env["AFTERCARE_WORLD"];
  if (!kept) throw new Error("the set-up has not run");
  return JSON.parse(kept) as World;
}
