export { launchBrowser, openWorkbench, outputPath, screenshot, type Workbench } from './browser.js';
export * from './editor.js';
export { packedExtension } from './extension.js';
export { type CodeServer, type ServerOptions, startCodeServer, type Theme, themeSettings } from './server.js';
export { type Session, useWorkbench } from './session.js';
