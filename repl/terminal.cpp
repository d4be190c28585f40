#include "repl/terminal.h"

#include <histedit.h>

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <system_error>

#include "repl/text_width.h"

namespace repl {

namespace {

constexpr int kHistoryEntries = 2'000;
constexpr std::size_t kMostShown = 60;

}  // namespace

struct Terminal::State {
  std::filesystem::path history_file;
  Complete complete;
  EditLine* editor = nullptr;
  History* history = nullptr;
  std::string prompt;
  bool cancelled = false;

  void save() const {
    if (history_file.empty()) return;
    HistEvent event;
    ::history(history, &event, H_SAVE, history_file.c_str());
  }
};

namespace {

/// Below the line that is edited.
void show_candidates(const Completion& completion, std::size_t width) {
  std::size_t widest = 0;
  const std::size_t shown = std::min(completion.candidates.size(), kMostShown);
  for (std::size_t i = 0; i < shown; ++i) {
    widest = std::max(widest, display_width(completion.candidates[i]) + 2);
  }
  const std::size_t columns = std::max<std::size_t>(1, width / std::max<std::size_t>(widest, 1));
  std::fputc('\n', stdout);
  for (std::size_t i = 0; i < shown; ++i) {
    std::fputs(padded(completion.candidates[i], widest).c_str(), stdout);
    if ((i + 1) % columns == 0 || i + 1 == shown) std::fputc('\n', stdout);
  }
  if (completion.candidates.size() > shown) {
    std::fprintf(stdout, "… and %zu more\n", completion.candidates.size() - shown);
  }
  std::fflush(stdout);
}

}  // namespace

/// What libedit calls.
struct TerminalCallbacks {
  static Terminal::State& state(EditLine* editor) {
    void* data = nullptr;
    el_get(editor, EL_CLIENTDATA, &data);
    return *static_cast<Terminal::State*>(data);
  }

  static char* prompt(EditLine* editor) { return state(editor).prompt.data(); }

  static unsigned char cancel(EditLine* editor, int) {
    state(editor).cancelled = true;
    std::fputs("^C\n", stdout);
    return CC_NEWLINE;
  }

  static unsigned char complete(EditLine* editor, int) {
    const LineInfo* info = el_line(editor);
    const std::string line(info->buffer, info->lastchar);
    const auto cursor = static_cast<std::size_t>(info->cursor - info->buffer);
    const Completion completion = state(editor).complete(line, cursor);
    if (completion.candidates.empty()) return CC_ERROR;
    std::string text = common_start(completion.candidates);
    const std::string word = line.substr(completion.begin, cursor - completion.begin);
    const bool only = completion.candidates.size() == 1;
    if (only && !text.ends_with(':') && !text.ends_with('/')) text += ' ';
    if (text.size() > word.size()) {
      // The word may change its case, so all of it is written again.
      if (!word.empty()) el_deletestr(editor, static_cast<int>(code_points(word)));
      return el_insertstr(editor, text.c_str()) == 0 ? CC_REFRESH : CC_ERROR;
    }
    if (only) return CC_REFRESH;
    int columns = 80;
    el_get(editor, EL_GETTC, "co", &columns, nullptr);
    show_candidates(completion, static_cast<std::size_t>(std::max(columns, 20)));
    return CC_REDISPLAY;
  }

 private:
  static std::size_t code_points(std::string_view text) {
    return static_cast<std::size_t>(std::count_if(text.begin(), text.end(), [](char c) {
      return (static_cast<unsigned char>(c) & 0xC0) != 0x80;
    }));
  }
};

Terminal::Terminal(std::filesystem::path history_file, Complete complete)
    : state_(std::make_unique<State>()) {
  State& state = *state_;
  state.history_file = std::move(history_file);
  state.complete = std::move(complete);
  state.editor = el_init("warrant", stdin, stdout, stderr);
  state.history = history_init();
  HistEvent event;
  ::history(state.history, &event, H_SETSIZE, kHistoryEntries);
  ::history(state.history, &event, H_SETUNIQUE, 1);
  if (!state.history_file.empty()) {
    std::error_code error;
    std::filesystem::create_directories(state.history_file.parent_path(), error);
    ::history(state.history, &event, H_LOAD, state.history_file.c_str());
  }
  EditLine* editor = state.editor;
  el_set(editor, EL_CLIENTDATA, &state);
  el_set(editor, EL_PROMPT, &TerminalCallbacks::prompt);
  el_set(editor, EL_HIST, ::history, state.history);
  el_set(editor, EL_EDITOR, "emacs");
  el_set(editor, EL_ADDFN, "warrant-complete", "Complete a word", &TerminalCallbacks::complete);
  el_set(editor, EL_ADDFN, "warrant-cancel", "Forget the statement", &TerminalCallbacks::cancel);
  el_set(editor, EL_BIND, "\t", "warrant-complete", nullptr);
  el_set(editor, EL_BIND, "^R", "em-inc-search-prev", nullptr);
  el_source(editor, nullptr);  // the user's .editrc
  // Ctrl-C comes as a key while a line is edited, and as a signal while something runs.
  el_set(editor, EL_SETTY, "-d", "-isig", nullptr);
  el_set(editor, EL_BIND, "^C", "warrant-cancel", nullptr);
}

Terminal::~Terminal() {
  history_end(state_->history);
  el_end(state_->editor);
}

Terminal::Event Terminal::read(std::string_view prompt, std::string& line) {
  state_->prompt = prompt;
  state_->cancelled = false;
  int length = 0;
  // libedit shows the prompt first; a Ctrl-C in between would be a signal and no key.
  el_set(state_->editor, EL_PREP_TERM, 1);
  const char* text = el_gets(state_->editor, &length);
  if (state_->cancelled) return Event::Cancelled;
  if (text == nullptr || length <= 0) return Event::Closed;
  line.assign(text, static_cast<std::size_t>(length));
  while (line.ends_with('\n') || line.ends_with('\r')) line.pop_back();
  return Event::Line;
}

void Terminal::remember(std::string_view statement) {
  if (statement.empty()) return;
  HistEvent event;
  ::history(state_->history, &event, H_ENTER, std::string(statement).c_str());
  state_->save();
}

std::filesystem::path history_path() {
  const char* state = std::getenv("XDG_STATE_HOME");
  if (state != nullptr && *state != '\0') {
    return std::filesystem::path(state) / "warrant" / "history";
  }
  const char* home = std::getenv("HOME");
  if (home == nullptr || *home == '\0') return {};
  return std::filesystem::path(home) / ".local" / "state" / "warrant" / "history";
}

}  // namespace repl
