// The files on the table: read, looked at, opened, merged; how far long work has come, and stopping it.
import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { call, isCallError } from "../../platform";
import { refresh } from "../../state/ask";
import { useDropping } from "../../state/files";
import { sayDone, sayRefused } from "../../state/notices";
import { stopWork, useWork } from "../../state/work";
import { exchange } from "../../text/exchange";
import type { OfferView } from "../../wire/OfferView";
import type { PackageFile } from "../../wire/PackageFile";
import { LARGEST, packageFile, packagePath } from "./exchange.logic";

const text = exchange.receive;

export function useReceiving() {
  const client = useQueryClient();
  const [files, setFiles] = useState<readonly PackageFile[]>([]);
  const [offers, setOffers] = useState<readonly OfferView[]>([]);
  const [passphrase, setPassphrase] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  const work = useWork("packages", busy);

  const request = (list: readonly PackageFile[], word: string | null) => ({
    files: [...list],
    ...(word ? { passphrase: word } : {}),
  });
  const working = async (what: () => Promise<void>) => {
    setBusy(true);
    try {
      await what();
    } catch (thrown) {
      if (isCallError(thrown) && thrown.code === "cancelled") sayDone(text.stopped);
      else sayRefused(thrown);
    } finally {
      setBusy(false);
    }
  };
  const lookAt = (list: readonly PackageFile[], word: string | null) =>
    working(async () => setOffers(await call("inspect_packages", request(list, word))));
  const add = (more: readonly PackageFile[]) => {
    const all = [...files, ...more];
    setFiles(all);
    return lookAt(all, passphrase);
  };
  const take = async (chosen: readonly File[]) => {
    const read: PackageFile[] = [];
    for (const file of chosen) {
      try {
        if (file.size > LARGEST) sayDone(text.unreadable(file.name));
        else read.push(await packageFile(file));
      } catch {
        sayDone(text.unreadable(file.name));
      }
    }
    if (read.length > 0) await add(read);
  };
  const dropping = useDropping(
    (chosen) => void take(chosen),
    (paths) => void add(paths.map(packagePath)),
  );

  return {
    offers,
    busy,
    work,
    take,
    look: () => lookAt(files, passphrase),
    unseal: (word: string) => {
      setPassphrase(word);
      return lookAt(files, word);
    },
    merge: () =>
      working(async () => {
        const answer = await call("receive_packages", request(files, passphrase));
        setOffers(answer.offers);
        const merged = answer.offers.filter((offer) => offer.merged).length;
        const left = answer.offers.filter(({ verdict }) =>
          ["stranger", "sealed", "refused"].includes(verdict),
        );
        sayDone(text.done(merged, left.length));
        await refresh(client, answer.changed.rooms);
      }),
    stop: () => stopWork("packages"),
    clear: () => {
      setFiles([]);
      setOffers([]);
      setPassphrase(null);
    },
    dropping,
  };
}
