package io.earnorm.pool.testing.mongo.wire;

import com.github.luben.zstd.Zstd;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.InflaterInputStream;
import org.xerial.snappy.Snappy;

/** How a message is made smaller, with the protocol's number for it. */
enum Compression {
    NONE(-1) {
        @Override
        byte[] compress(byte[] plain) {
            return plain;
        }

        @Override
        byte[] expand(byte[] compressed, int length) {
            return compressed;
        }
    },
    SNAPPY(1) {
        @Override
        byte[] compress(byte[] plain) throws IOException {
            return Snappy.compress(plain);
        }

        @Override
        byte[] expand(byte[] compressed, int length) throws IOException {
            return Snappy.uncompress(compressed);
        }
    },
    ZLIB(2) {
        @Override
        byte[] compress(byte[] plain) throws IOException {
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            try (DeflaterOutputStream out = new DeflaterOutputStream(bytes)) {
                out.write(plain);
            }
            return bytes.toByteArray();
        }

        @Override
        byte[] expand(byte[] compressed, int length) throws IOException {
            try (InflaterInputStream in = new InflaterInputStream(new ByteArrayInputStream(compressed))) {
                return in.readNBytes(length);
            }
        }
    },
    ZSTD(3) {
        @Override
        byte[] compress(byte[] plain) {
            return Zstd.compress(plain);
        }

        @Override
        byte[] expand(byte[] compressed, int length) {
            return Zstd.decompress(compressed, length);
        }
    };

    private final int number;

    Compression(int number) {
        this.number = number;
    }

    abstract byte[] compress(byte[] plain) throws IOException;

    /** The opposite; the protocol tells the length of what comes out. */
    abstract byte[] expand(byte[] compressed, int length) throws IOException;

    byte number() {
        return (byte) number;
    }

    /** As in a URI. */
    String text() {
        return name().toLowerCase(Locale.ROOT);
    }

    static Compression numbered(byte number) throws IOException {
        return Arrays.stream(values())
                .filter(compression -> compression != NONE && compression.number == number)
                .findFirst()
                .orElseThrow(() -> new IOException("Compressed by what was not offered: " + number));
    }

    /** Which of those that a driver offers are known here, in its order. */
    static List<String> known(List<String> offered) {
        List<String> known = Arrays.stream(values())
                .filter(compression -> compression != NONE)
                .map(Compression::text)
                .toList();
        return offered.stream().filter(known::contains).toList();
    }
}
