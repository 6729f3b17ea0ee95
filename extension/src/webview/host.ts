import type { PageState, SceneView, ToExtension, ToPage } from '../preview/messages.js';

interface VsCodeApi {
  postMessage(message: ToExtension): void;
  getState(): PageState | undefined;
  setState(state: PageState): void;
}

declare function acquireVsCodeApi(): VsCodeApi;

const api = acquireVsCodeApi();

export function send(message: ToExtension): void {
  api.postMessage(message);
}

/** Also says that the page listens now. */
export function listen(view: SceneView, receive: (message: ToPage) => void): void {
  window.addEventListener('message', ({ data }: MessageEvent<ToPage>) => receive(data));
  send({ type: 'ready', view });
}

export const remembered = (): PageState | undefined => api.getState();
export const remember = (state: PageState): void => api.setState(state);
