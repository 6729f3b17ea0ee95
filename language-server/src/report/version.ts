declare const ARCHLANG_VERSION: string | undefined;

/** The version of the published package; the build puts it in. */
export const version = typeof ARCHLANG_VERSION === 'string' ? ARCHLANG_VERSION : '0.0.0-source';
