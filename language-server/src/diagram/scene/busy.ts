/** From here on a component is busy: the usual target, at which waiting is still short. */
export const busyFrom = 0.7;
