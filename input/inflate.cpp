// inflate.cpp: the decompressors behind one small interface.
// Source: zlib, libzstd, libbrotlidec for streams; libdeflate for gzip and zlib bodies whose size
// is known beforehand. Not here: finding the members of an archive (stream.cpp), Content-Encoding
// (http.cpp).
#include "input/inflate.h"

#include <brotli/decode.h>
#include <libdeflate.h>
#include <zlib.h>
#include <zstd.h>
#include <zstd_errors.h>

#include <algorithm>

namespace copydesk {
namespace {

struct FreeZstd {
  void operator()(ZSTD_DCtx* context) const { ZSTD_freeDCtx(context); }
};
struct FreeBrotli {
  void operator()(BrotliDecoderState* state) const { BrotliDecoderDestroyInstance(state); }
};
struct FreeDeflate {
  void operator()(libdeflate_decompressor* one) const { libdeflate_free_decompressor(one); }
};

int window_bits(Coding coding) {
  if (coding == Coding::kGzip) return 15 + 16;
  return coding == Coding::kZlib ? 15 : -15;
}

// Whether a frame may begin with these bytes. The library would also take the formats from before
// the standard (0.5 to 0.7), whose decoders nobody tends any more.
bool may_be_zstd(std::string_view read, std::string_view next) {
  std::string start(read);
  start += next;
  for (size_t i = 0; i < start.size(); ++i) {
    const bool is_frame = start[i] == kZstdFrame[i];
    const bool is_note = i == 0 ? (start[0] & 0xF0) == 0x50 : start[i] == "\0\x2A\x4D\x18"[i];
    if (!(start[0] == '\x28' ? is_frame : is_note)) return false;
  }
  return true;
}

}  // namespace

struct Inflater::State {
  Coding coding = Coding::kNone;
  z_stream zlib{};
  bool has_zlib = false;
  std::unique_ptr<ZSTD_DCtx, FreeZstd> zstd;
  std::string zstd_magic;  // the first four bytes of the frame, as far as they were read
  std::unique_ptr<BrotliDecoderState, FreeBrotli> brotli;

  ~State() {
    if (has_zlib) inflateEnd(&zlib);
  }
  Status run_zlib(std::string_view& in, char* out, size_t out_size, size_t& produced);
  Status run_zstd(std::string_view& in, char* out, size_t out_size, size_t& produced);
  Status run_brotli(std::string_view& in, char* out, size_t out_size, size_t& produced);
};

Inflater::Inflater(Coding coding) : state_(std::make_unique<State>()) {
  // A zstd frame may ask for a window of gigabytes; 8 MiB is what the format asks every decoder to
  // grant.
  constexpr int kWindowLogMax = 23;
  state_->coding = coding;
  if (coding == Coding::kZstd) {
    state_->zstd.reset(ZSTD_createDCtx());
    ZSTD_DCtx_setParameter(state_->zstd.get(), ZSTD_d_windowLogMax, kWindowLogMax);
  } else if (coding == Coding::kBrotli) {
    state_->brotli.reset(BrotliDecoderCreateInstance(nullptr, nullptr, nullptr));
  } else {
    state_->has_zlib = inflateInit2(&state_->zlib, window_bits(coding)) == Z_OK;
  }
}
Inflater::Inflater(Inflater&&) noexcept = default;
Inflater& Inflater::operator=(Inflater&&) noexcept = default;
Inflater::~Inflater() = default;

Inflater::Status Inflater::State::run_zlib(std::string_view& in, char* out, size_t out_size,
                                           size_t& produced) {
  constexpr size_t kMostAtOnce = 1u << 30;  // zlib counts in unsigned int
  if (!has_zlib) return Status::kDamaged;
  const size_t in_size = std::min(in.size(), kMostAtOnce);
  zlib.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(in.data()));
  zlib.avail_in = static_cast<uInt>(in_size);
  zlib.next_out = reinterpret_cast<Bytef*>(out);
  zlib.avail_out = static_cast<uInt>(std::min(out_size, kMostAtOnce));
  const uInt room = zlib.avail_out;
  const int result = inflate(&zlib, Z_NO_FLUSH);
  in.remove_prefix(in_size - zlib.avail_in);
  produced += room - zlib.avail_out;
  if (result == Z_STREAM_END) return Status::kEnd;
  if (result == Z_OK || result == Z_BUF_ERROR) return Status::kMore;
  const std::string_view message = zlib.msg == nullptr ? "" : zlib.msg;
  return message.starts_with("incorrect data check") ||
                 message.starts_with("incorrect length check")
             ? Status::kWrongSum
             : Status::kDamaged;
}

Inflater::Status Inflater::State::run_zstd(std::string_view& in, char* out, size_t out_size,
                                           size_t& produced) {
  const std::string_view magic = in.substr(0, 4 - std::min<size_t>(4, zstd_magic.size()));
  if (!may_be_zstd(zstd_magic, magic)) return Status::kDamaged;
  ZSTD_inBuffer input{in.data(), in.size(), 0};
  ZSTD_outBuffer output{out, out_size, 0};
  const size_t result = ZSTD_decompressStream(zstd.get(), &output, &input);
  zstd_magic += magic.substr(0, input.pos);
  in.remove_prefix(input.pos);
  produced += output.pos;
  if (ZSTD_isError(result))
    return ZSTD_getErrorCode(result) == ZSTD_error_checksum_wrong ? Status::kWrongSum
                                                                  : Status::kDamaged;
  return result == 0 ? Status::kEnd : Status::kMore;
}

Inflater::Status Inflater::State::run_brotli(std::string_view& in, char* out, size_t out_size,
                                             size_t& produced) {
  size_t in_left = in.size(), out_left = out_size;
  auto next_in = reinterpret_cast<const uint8_t*>(in.data());
  auto next_out = reinterpret_cast<uint8_t*>(out);
  const BrotliDecoderResult result = BrotliDecoderDecompressStream(brotli.get(), &in_left, &next_in,
                                                                   &out_left, &next_out, nullptr);
  in.remove_prefix(in.size() - in_left);
  produced += out_size - out_left;
  if (result == BROTLI_DECODER_RESULT_SUCCESS) return Status::kEnd;
  return result == BROTLI_DECODER_RESULT_ERROR ? Status::kDamaged : Status::kMore;
}

Inflater::Status Inflater::run(std::string_view& in, char* out, size_t out_size, size_t& produced) {
  if (state_->coding == Coding::kZstd) return state_->run_zstd(in, out, out_size, produced);
  if (state_->coding == Coding::kBrotli) return state_->run_brotli(in, out, out_size, produced);
  return state_->run_zlib(in, out, out_size, produced);
}

void Inflater::restart() {
  if (state_->zstd != nullptr) ZSTD_DCtx_reset(state_->zstd.get(), ZSTD_reset_session_only);
  state_->zstd_magic.clear();
  if (state_->has_zlib) inflateReset(&state_->zlib);
  if (state_->brotli != nullptr)
    state_->brotli.reset(BrotliDecoderCreateInstance(nullptr, nullptr, nullptr));
}

bool Inflater::load_dictionary(std::string_view dictionary) {
  return state_->zstd != nullptr && !ZSTD_isError(ZSTD_DCtx_loadDictionary(
                                        state_->zstd.get(), dictionary.data(), dictionary.size()));
}

bool is_over_ratio(uint64_t decoded, uint64_t stored, const InputLimits& limits) {
  return decoded > limits.inflate_free_bytes && decoded / limits.inflate_ratio > stored;
}

bool names_dictionary(std::string_view frame) {
  return ZSTD_getDictID_fromFrame(frame.data(), frame.size()) != 0;
}

Coding coding_by_magic(std::string_view bytes) {
  if (bytes.starts_with("\x1F\x8B\x08")) return Coding::kGzip;
  if (bytes.starts_with(kZstdFrame)) return Coding::kZstd;
  // A skippable zstd frame: dictionary or note.
  if (bytes.size() >= 4 && (bytes[0] & 0xF0) == 0x50 && bytes.substr(1, 3) == "\x2A\x4D\x18")
    return Coding::kZstd;
  return Coding::kNone;
}

namespace {

// A gzip body of one member tells its size in its last four bytes: one call then, three times as
// fast as zlib.
bool inflate_at_once(std::string_view stored, const InputLimits& limits, std::string& out) {
  if (stored.size() < 18) return false;
  uint32_t size = 0;
  for (size_t i = 0; i < 4; ++i)
    size |= static_cast<uint32_t>(static_cast<unsigned char>(stored[stored.size() - 4 + i]))
            << (8 * i);
  if (size > limits.page_bytes || is_over_ratio(size, stored.size(), limits)) return false;
  const std::unique_ptr<libdeflate_decompressor, FreeDeflate> decoder(
      libdeflate_alloc_decompressor());
  if (decoder == nullptr) return false;
  out.resize(size);
  size_t used = 0, made = 0;
  const libdeflate_result result = libdeflate_gzip_decompress_ex(
      decoder.get(), stored.data(), stored.size(), out.data(), out.size(), &used, &made);
  if (result == LIBDEFLATE_SUCCESS && made == size && used == stored.size()) return true;
  out.clear();
  return false;
}

}  // namespace

Inflated inflate_all(std::string_view stored, Coding coding, const InputLimits& limits) {
  Inflated result;
  if (coding == Coding::kGzip && inflate_at_once(stored, limits, result.bytes)) return result;
  constexpr size_t kFirstRoom = 64u << 10;
  std::string_view in = stored;
  Inflater inflater(coding);
  size_t made = 0;
  while (true) {
    if (made == result.bytes.size()) result.bytes.resize(std::max(kFirstRoom, made * 2));
    const size_t before_in = in.size(), before_made = made;
    const auto status =
        inflater.run(in, result.bytes.data() + made, result.bytes.size() - made, made);
    if (made > limits.page_bytes || is_over_ratio(made, stored.size() - in.size(), limits)) {
      return {{}, Inflated::End::kTooLarge, {}};
    }
    if (status == Inflater::Status::kDamaged || status == Inflater::Status::kWrongSum) {
      result.end = Inflated::End::kDamaged;
      break;
    }
    if (status == Inflater::Status::kEnd) {
      if (in.empty() || coding_by_magic(in) != coding) break;
      inflater.restart();
    } else if (in.size() == before_in && made == before_made) {
      result.end = Inflated::End::kCut;
      break;
    }
  }
  result.bytes.resize(made);
  if (result.end == Inflated::End::kComplete) result.rest = in;
  return result;
}

}  // namespace copydesk
