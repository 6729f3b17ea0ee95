import type { Component, Model } from '../model/model.js';

/** People a day over all clients; nothing where a client does not say how many it has. */
export function dailyUsers(model: Model): number | undefined {
  const clients = model.components.filter(
    ({ kind, properties }) => kind === 'client' && properties.future?.value !== true,
  );
  if (clients.length === 0) return undefined;
  let total = 0;
  for (const { properties } of clients) {
    if (!properties.users) return undefined;
    total += properties.users.value * (properties.daily?.value ?? 1);
  }
  return total;
}

/** Devices of a client that are connected at once; nothing where that is not known. */
export function connectedDevices({ properties: { concurrent, users } }: Component): number | undefined {
  if (!concurrent) return undefined;
  const isShare = concurrent.notation === 'percent' || concurrent.notation === 'times';
  if (!isShare) return concurrent.value;
  return users && concurrent.value * users.value;
}
