/**
 * The systems that the gallery covers: the example of each, and the rules that its design in a hurry has to fire. Other
 * findings at warning or above it may have only where its own comments name them.
 */
export const rows: readonly { readonly example: string; readonly rules: readonly string[] }[] = [];
