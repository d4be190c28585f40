#include "repl/write_dataset.h"

#include "kg/memory_limit.h"
#include "parser/write.h"
#include "repl/turtle_statements.h"

namespace repl {

namespace {

/// Texts kept while a store is written: enough for the predicates and what is spoken of at a time.
constexpr std::size_t kKeptTexts = 1 << 16;
/// Quads written between two words on how far it is.
constexpr std::size_t kTold = 1 << 12;

class NQuadsWriter {
 public:
  NQuadsWriter(const kg::Snapshot& store, Output& out)
      : text_(store, rdf::to_ntriples, kKeptTexts), out_(out) {}

  void write(const kg::Quad& quad) {
    out_ << text_(quad.triple.subject) << " ";
    out_ << text_(quad.triple.predicate) << " ";
    out_ << text_(quad.triple.object);
    if (quad.graph != kg::TermId::None) out_ << " " << text_(quad.graph);
    out_ << " .\n";
  }

  void end() {}

 private:
  TermText text_;
  Output& out_;
};

class TrigWriter {
 public:
  TrigWriter(const kg::Snapshot& store, Output& out)
      : prefixes_(prefixes_of(store)),
        text_(
            store, [this](const rdf::Term& term) { return parser::to_turtle(term, prefixes_); },
            kKeptTexts),
        out_(out),
        default_graph_(text_, store, out),
        named_graph_(text_, store, out, "    ") {
    write_prefixes(prefixes_, out);
  }
  // The writer of texts holds on to the prefixes.
  TrigWriter(const TrigWriter&) = delete;
  TrigWriter& operator=(const TrigWriter&) = delete;

  void write(const kg::Quad& quad) {
    if (quad.graph != graph_) {
      end();
      graph_ = quad.graph;
      out_ << (empty_ ? "" : "\n") << text_(graph_) << " {\n";
    }
    empty_ = false;
    (graph_ == kg::TermId::None ? default_graph_ : named_graph_).write(quad.triple);
  }

  void end() {
    default_graph_.end();
    named_graph_.end();
    if (graph_ != kg::TermId::None) out_ << "}\n";
  }

 private:
  static parser::Prefixes prefixes_of(const kg::Snapshot& store) {
    const auto by_name = store.prefixes();
    return {by_name.begin(), by_name.end()};
  }

  parser::Prefixes prefixes_;
  TermText text_;
  Output& out_;
  TurtleStatements default_graph_;
  TurtleStatements named_graph_;
  kg::TermId graph_ = kg::TermId::None;
  bool empty_ = true;
};

template <typename Writer>
void write_all(const kg::Snapshot& store, bool inferences, Writer& writer,
               const std::function<void(std::size_t)>& progress) {
  std::size_t written = 0;
  const auto write = [&](const kg::Quad& quad) {
    if (written % kTold == 0) {
      kg::check_memory();
      if (progress) progress(written);
    }
    writer.write(quad);
    ++written;
  };
  const auto write_inferences = [&] {
    if (!inferences) return;
    inferences = false;
    store.scan({}, kg::Part::Inference, [&](const kg::Triple& triple, kg::Order) {
      write({triple});
      return true;
    });
  };
  store.scan_quads([&](const kg::Quad& quad) {
    if (quad.graph != kg::TermId::None) write_inferences();
    write(quad);
    return true;
  });
  write_inferences();
  writer.end();
}

}  // namespace

void write_dataset(const kg::Snapshot& store, DatasetFormat format, bool inferences,
                   std::ostream& out, const std::function<void(std::size_t)>& progress) {
  Output output(out);
  if (format == DatasetFormat::NQuads) {
    NQuadsWriter writer(store, output);
    write_all(store, inferences, writer, progress);
  } else {
    TrigWriter writer(store, output);
    write_all(store, inferences, writer, progress);
  }
}

}  // namespace repl
