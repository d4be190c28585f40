#include <algorithm>
#include <cerrno>
#include <cstring>
#include <fstream>
#include <limits>
#include <set>
#include <system_error>

#include "facts/load.h"

namespace facts {

namespace fs = std::filesystem;

namespace {

constexpr std::string_view kEndings = ".ttl .nt .trig .nq for data, .srl for rules";

bool is_one_of(FileKind kind, std::span<const FileKind> kinds) {
  return std::find(kinds.begin(), kinds.end(), kind) != kinds.end();
}

bool hidden(const fs::path& path) {
  const std::string name = path.filename().string();
  return name.starts_with('.') && name != "." && name != "..";
}

/// All files below a folder that are of one of the kinds.
void expand_folder(const fs::path& folder, std::span<const FileKind> kinds,
                   const fs::path& working_directory, std::vector<File>& files,
                   parser::Diagnostics& diagnostics) {
  std::error_code error;
  fs::recursive_directory_iterator entries(folder, fs::directory_options::follow_directory_symlink,
                                           error);
  for (; !error && entries != fs::recursive_directory_iterator(); entries.increment(error)) {
    const fs::path& path = entries->path();
    std::error_code ignored;
    if (hidden(path)) {
      if (entries->is_directory(ignored)) entries.disable_recursion_pending();
      continue;
    }
    const auto kind = file_kind(path.filename().string());
    if (!kind || !is_one_of(*kind, kinds) || !entries->is_regular_file(ignored)) continue;
    files.push_back({source_name(path, working_directory), path, *kind});
  }
  if (error) {
    diagnostics.error("unreadable",
                      "cannot read the folder '" + folder.string() + "': " + error.message());
  }
}

std::string missing_hint(const fs::path& path) {
  std::error_code error;
  const fs::path folder = path.has_parent_path() ? path.parent_path() : fs::path(".");
  std::vector<std::string> names;
  for (fs::directory_iterator entries(folder, error); !error && entries != fs::directory_iterator();
       entries.increment(error)) {
    names.push_back(entries->path().filename().string());
  }
  if (error) return "there is no folder '" + folder.string() + "'";
  std::sort(names.begin(), names.end());
  const std::string near = parser::nearest(path.filename().string(), names);
  if (near.empty()) return "paths are taken relative to the directory you are in";
  return "did you mean '" + (path.parent_path() / near).string() + "'?";
}

}  // namespace

std::optional<FileKind> file_kind(std::string_view file_name) {
  if (parser::rdf_format(file_name)) return FileKind::Data;
  if (file_name.ends_with(".srl")) return FileKind::Rules;
  if (file_name.ends_with(".rq")) return FileKind::Query;
  return std::nullopt;
}

std::string source_name(const fs::path& path, const fs::path& working_directory) {
  const fs::path here = working_directory.lexically_normal();
  const fs::path whole = (here / path).lexically_normal();
  const fs::path relative = whole.lexically_relative(here);
  const bool inside = !relative.empty() && *relative.begin() != "..";
  return (inside ? relative : path.lexically_normal()).generic_string();
}

std::vector<File> expand(std::span<const std::string> paths, std::span<const FileKind> kinds,
                         parser::Diagnostics& diagnostics) {
  const fs::path working_directory = fs::current_path();
  std::vector<File> files;
  for (const std::string& text : paths) {
    const fs::path path(text);
    std::error_code error;
    const fs::file_status status = fs::status(path, error);
    if (!fs::exists(status)) {
      diagnostics.error("missing-file", "there is no file or folder '" + text + "'",
                        missing_hint(path));
    } else if (fs::is_directory(status)) {
      expand_folder(path, kinds, working_directory, files, diagnostics);
    } else if (const auto kind = file_kind(text); kind && is_one_of(*kind, kinds)) {
      files.push_back({source_name(path, working_directory), path, *kind});
    } else {
      diagnostics.error("unknown-ending",
                        "'" + text + "': its ending does not say what the file holds",
                        "known endings are " + std::string(kEndings) +
                            (is_one_of(FileKind::Query, kinds) ? ", .rq for queries" : ""));
    }
  }
  std::set<std::string> seen;
  std::sort(files.begin(), files.end(),
            [](const File& a, const File& b) { return a.name < b.name; });
  std::erase_if(files, [&](const File& file) { return !seen.insert(file.name).second; });
  return files;
}

void report_unreadable(const File& file, parser::Diagnostics& diagnostics) {
  diagnostics.error("unreadable", "cannot read '" + file.name + "': " +
                                      (errno != 0 ? std::strerror(errno) : "reading failed"));
}

std::optional<parser::Source> read(const File& file, parser::Diagnostics& diagnostics) {
  errno = 0;
  std::ifstream stream(file.path, std::ios::binary | std::ios::ate);
  const std::streamoff size = stream ? static_cast<std::streamoff>(stream.tellg()) : -1;
  if (size > static_cast<std::streamoff>(std::numeric_limits<std::uint32_t>::max())) {
    diagnostics.error("too-large", "'" + file.name + "' has more than 4 GiB",
                      "split it; the parts can be loaded together");
    return std::nullopt;
  }
  parser::Source source{file.name, {}};
  if (size > 0) {
    source.text.resize(static_cast<std::size_t>(size));
    stream.seekg(0).read(source.text.data(), size);
  }
  if (!stream || size < 0) {
    report_unreadable(file, diagnostics);
    return std::nullopt;
  }
  return source;
}

}  // namespace facts
