// A page opened from disk may not start a worker, so that the search would stand still there. This runs the search's
// script in a hidden frame instead; on a server nothing changes.
if (location.protocol === "file:") {
  window.Worker = class extends EventTarget {
    constructor(url) {
      super();
      this.onmessage = null;
      this.waiting = [];
      const frame = document.createElement("iframe");
      frame.hidden = true;
      frame.title = "Wyszukiwanie";
      document.body.append(frame);
      this.inner = frame.contentWindow;
      this.inner.postMessage = (data) => this.answer(data);
      const script = frame.contentDocument.createElement("script");
      script.src = url;
      script.onload = () => this.start();
      frame.contentDocument.body.append(script);
    }

    start() {
      const waiting = this.waiting;
      this.waiting = null;
      waiting.forEach((data) => this.ask(data));
    }

    postMessage(data) {
      if (this.waiting) this.waiting.push(data);
      else this.ask(data);
    }

    ask(data) {
      setTimeout(() => this.inner.dispatchEvent(new MessageEvent("message", { data })));
    }

    answer(data) {
      setTimeout(() => {
        const event = new MessageEvent("message", { data });
        this.dispatchEvent(event);
        if (this.onmessage) this.onmessage(event);
      });
    }

    terminate() {
      this.inner.frameElement.remove();
    }
  };
}
