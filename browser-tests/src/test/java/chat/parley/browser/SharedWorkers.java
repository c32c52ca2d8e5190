package chat.parley.browser;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.microsoft.playwright.Browser;
import com.microsoft.playwright.CDPSession;
import com.microsoft.playwright.Page;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The shared workers of a browser, which belong to no tab and which Playwright does not see:
 * reached by the DevTools protocol's Target domain. One thread uses it.
 */
final class SharedWorkers {
  private final CDPSession session;
  private final Map<String, Attached> attached = new HashMap<>();
  private final Set<Integer> answered = new HashSet<>();
  private int messages;

  /** A worker that was attached to, and what it complained of since it began. */
  private record Attached(String sessionId, List<String> complaints) {}

  SharedWorkers(Browser browser) {
    session = browser.newBrowserCDPSession();
    session.on("Target.receivedMessageFromTarget", this::hear);
  }

  /** What the workers of a tab's browser complained of, errors and exceptions. */
  List<String> complaints(Page tab) {
    List<String> all = new ArrayList<>();
    for (String target : targetsOf(tab)) {
      all.addAll(attach(tab, target).complaints());
    }
    return all;
  }

  /** How many the browser of a tab has. */
  int count(Page tab) {
    return targetsOf(tab).size();
  }

  /** Runs a script in each worker of a tab's browser. */
  void run(Page tab, String script) {
    JsonObject expression = new JsonObject();
    expression.addProperty("expression", script);
    for (String target : targetsOf(tab)) {
      tell(tab, attach(tab, target), "Runtime.evaluate", expression);
    }
  }

  private List<String> targetsOf(Page tab) {
    CDPSession ofTab = tab.context().newCDPSession(tab);
    JsonObject own = ofTab.send("Target.getTargetInfo").getAsJsonObject("targetInfo");
    ofTab.detach();
    List<String> found = new ArrayList<>();
    for (JsonElement element : session.send("Target.getTargets").getAsJsonArray("targetInfos")) {
      JsonObject target = element.getAsJsonObject();
      if (target.get("type").getAsString().equals("shared_worker")
          && target.get("browserContextId").equals(own.get("browserContextId"))) {
        found.add(target.get("targetId").getAsString());
      }
    }
    return found;
  }

  private Attached attach(Page tab, String target) {
    Attached known = attached.get(target);
    if (known != null) {
      return known;
    }
    JsonObject to = new JsonObject();
    to.addProperty("targetId", target);
    to.addProperty("flatten", false);
    String id = session.send("Target.attachToTarget", to).get("sessionId").getAsString();
    Attached worker = new Attached(id, new ArrayList<>());
    attached.put(target, worker);
    tell(tab, worker, "Runtime.enable", new JsonObject()); // tells what was said before, too
    return worker;
  }

  private void tell(Page tab, Attached worker, String method, JsonObject parameters) {
    JsonObject message = new JsonObject();
    int id = ++messages;
    message.addProperty("id", id);
    message.addProperty("method", method);
    message.add("params", parameters);
    JsonObject wrapped = new JsonObject();
    wrapped.addProperty("sessionId", worker.sessionId());
    wrapped.addProperty("message", message.toString());
    session.send("Target.sendMessageToTarget", wrapped);
    tab.waitForCondition(() -> answered.contains(id)); // and what came before has been heard
  }

  private void hear(JsonObject event) {
    JsonObject message =
        JsonParser.parseString(event.get("message").getAsString()).getAsJsonObject();
    String method = message.has("method") ? message.get("method").getAsString() : "";
    if (message.has("id")) {
      answered.add(message.get("id").getAsInt());
    }
    boolean says =
        method.equals("Runtime.consoleAPICalled")
            && List.of("error", "assert")
                .contains(message.getAsJsonObject("params").get("type").getAsString());
    if (says || method.equals("Runtime.exceptionThrown")) {
      String sessionId = event.get("sessionId").getAsString();
      attached.values().stream()
          .filter(worker -> worker.sessionId().equals(sessionId))
          .forEach(worker -> worker.complaints().add("worker: " + message.get("params")));
    }
  }
}
