#include "rules/explain/page.h"

#include <algorithm>
#include <string_view>

#include "rules/explain/text_width.h"

namespace explain {

namespace {

/// Puts lines on a page of a width.
class Page {
 public:
  Page(const std::vector<Line>& lines, const RenderOptions& options) : options_(options) {
    std::size_t longest = 0;
    std::size_t note = 0;
    for (const Line& line : lines) {
      if (line.note.empty()) continue;
      longest = std::max(longest, start(line) + text_width(line.text));
      note = std::max(note, text_width(line.note));
    }
    // Notes stand in a column of their own, at the right unless that is far from the text.
    const std::size_t room = options.width > note ? options.width - note : 0;
    column_ = std::min(std::max(room, options.width * 2 / 3), std::max(longest + 2, kFarEnough));
    for (const Line& line : lines) put(line);
  }

  std::string text;

 private:
  static constexpr std::size_t kNarrowest = 24;
  static constexpr std::size_t kFarEnough = 72;

  static std::size_t start(const Line& line) {
    return text_width(line.bars) + (line.number.empty() ? 0 : line.number.size() + 1) +
           (line.mark == Line::Mark::None ? 0 : 2);
  }

  void put(const Line& line) {
    const std::string continued = continuation(line);
    const std::vector<std::string> parts =
        broken(line.text, std::max(start(line), text_width(continued)));
    std::size_t used = 0;
    for (std::size_t i = 0; i < parts.size(); ++i) {
      if (i > 0) text += '\n';
      paint(kFaint, i == 0 ? line.bars : continued);
      used = i == 0 ? start(line) : text_width(continued);
      if (i == 0 && !line.number.empty()) {
        paint(kBold, line.number);
        text += ' ';
      }
      if (i == 0) put_mark(line.mark);
      paint(colour(line), parts[i]);
      used += text_width(parts[i]);
    }
    if (!line.note.empty()) put_note(line, used, continued + "  ");
    text += '\n';
  }

  void put_mark(Line::Mark mark) {
    switch (mark) {
      case Line::Mark::None:
        return;
      case Line::Mark::Holds:
        paint(kGreen, "✓");
        break;
      case Line::Mark::Fails:
        paint(kRed, "✗");
        break;
      case Line::Mark::Open:
        paint(kFaint, "?");
        break;
    }
    text += ' ';
  }

  void put_note(const Line& line, std::size_t used, const std::string& below) {
    const std::size_t width = text_width(line.note);
    if (options_.width == 0) {
      text += "  ";
      paint(kFaint, line.note);
    } else if (used + 2 + width <= options_.width) {
      const std::size_t at = std::min(std::max(column_, used + 2), options_.width - width);
      text.append(at - used, ' ');
      paint(kFaint, line.note);
    } else {
      for (const std::string& part : broken(line.note, text_width(below))) {
        text += '\n';
        paint(kFaint, below + part);
      }
    }
  }

  /// What stands in front of the second line of a step: it begins below the text of the first.
  static std::string continuation(const Line& line) {
    if (line.kind == Line::Kind::Sentence) return line.below;
    const std::size_t below = text_width(line.below);
    return line.below + std::string(std::max(start(line), below + 2) - below, ' ');
  }

  std::vector<std::string> broken(const std::string& part, std::size_t used) const {
    if (options_.width == 0) return {part};
    return wrap(part, std::max(options_.width - std::min(used, options_.width), kNarrowest));
  }

  static constexpr std::string_view kBold = "\x1b[1m";
  static constexpr std::string_view kFaint = "\x1b[2m";
  static constexpr std::string_view kYellow = "\x1b[33m";
  static constexpr std::string_view kGreen = "\x1b[32m";
  static constexpr std::string_view kRed = "\x1b[31m";
  static constexpr std::string_view kPlain = "\x1b[0m";

  static std::string_view colour(const Line& line) {
    if (line.absent) return kYellow;
    if (line.kind == Line::Kind::More) return kFaint;
    return line.conclusion ? kBold : std::string_view();
  }

  void paint(std::string_view colour, std::string_view part) {
    const bool painted = options_.colour && !colour.empty() && !part.empty();
    if (painted) text += colour;
    text += part;
    if (painted) text += kPlain;
  }

  const RenderOptions& options_;
  std::size_t column_ = 0;
};

}  // namespace

std::string lay_out(const std::vector<Line>& lines, const RenderOptions& options) {
  return Page(lines, options).text;
}

}  // namespace explain
