package io.earnorm.pool.testing.mongo.wire;

import java.io.DataInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import org.bson.BsonArray;
import org.bson.BsonDocument;
import org.bson.BsonString;
import org.bson.ByteBuf;
import org.bson.RawBsonDocument;
import org.bson.codecs.BsonDocumentCodec;

/**
 * One message of MongoDB's protocol: {@code OP_MSG}, plain or compressed, and the {@code OP_QUERY} that drivers begin with.
 *
 * @param id the sender's number for it
 * @param operation the protocol's code for its kind
 * @param compression how it came compressed
 * @param expectsReply whether the sender waits for an answer
 * @param body the command
 */
record WireMessage(int id, int operation, Compression compression, boolean expectsReply, BsonDocument body) {

    private static final int REPLY = 1;
    private static final int QUERY = 2004;
    private static final int COMPRESSED = 2012;
    private static final int MESSAGE = 2013;
    private static final int MORE_TO_COME = 2;
    private static final int HEADER_BYTES = 16;

    /** Blocks until a message has arrived. */
    static WireMessage read(DataInputStream in) throws IOException {
        byte[] length = new byte[Integer.BYTES];
        in.readFully(length);
        byte[] rest = new byte[littleEndian(length).getInt() - Integer.BYTES];
        in.readFully(rest);
        ByteBuffer message = littleEndian(rest);
        int id = message.getInt();
        message.getInt(); // What it answers: nothing.
        int operation = message.getInt();
        if (operation == COMPRESSED) {
            int original = message.getInt();
            int plainLength = message.getInt();
            Compression compression = Compression.numbered(message.get());
            byte[] compressed = new byte[message.remaining()];
            message.get(compressed);
            return parse(id, original, compression, littleEndian(compression.expand(compressed, plainLength)));
        }
        return parse(id, operation, Compression.NONE, message);
    }

    private static WireMessage parse(int id, int operation, Compression compression, ByteBuffer message)
            throws IOException {
        if (operation == QUERY) {
            message.getInt();
            text(message);
            message.position(message.position() + 2 * Integer.BYTES);
            return new WireMessage(id, operation, compression, true, document(message));
        }
        if (operation != MESSAGE) {
            throw new IOException("Not a message that a driver sends today: " + operation);
        }
        boolean expectsReply = (message.getInt() & MORE_TO_COME) == 0;
        return new WireMessage(id, operation, compression, expectsReply, sections(message));
    }

    private static BsonDocument sections(ByteBuffer message) {
        BsonDocument body = new BsonDocument();
        while (message.hasRemaining()) {
            if (message.get() == 0) {
                body.putAll(document(message));
            } else {
                int end = message.position() + message.getInt();
                String name = text(message);
                BsonArray documents = new BsonArray();
                while (message.position() < end) {
                    documents.add(document(message));
                }
                body.put(name, documents);
            }
        }
        return body;
    }

    private static BsonDocument document(ByteBuffer message) {
        int length = message.getInt(message.position());
        byte[] bytes = new byte[length];
        message.get(bytes);
        return new RawBsonDocument(bytes).decode(new BsonDocumentCodec());
    }

    private static String text(ByteBuffer message) {
        int begin = message.position();
        while (message.get() != 0) {
            // To its end.
        }
        return new String(message.array(), begin, message.position() - begin - 1, StandardCharsets.UTF_8);
    }

    /** The bytes of an answer, of the same kind as this message, and as small. */
    byte[] answer(BsonDocument reply) throws IOException {
        ByteBuf bson = new RawBsonDocument(reply, new BsonDocumentCodec()).getByteBuffer();
        byte[] document = new byte[bson.remaining()];
        bson.get(document);
        if (operation == QUERY) {
            byte[] head = new byte[20]; // Flags, cursor, number of the first document, and how many there are: one.
            head[16] = 1;
            return framed(REPLY, head, document);
        }
        byte[] head = new byte[5]; // Flags, and the kind of section.
        return compression == Compression.NONE ? framed(MESSAGE, head, document) : compressed(head, document);
    }

    private byte[] framed(int kind, byte[] head, byte[] rest) {
        int length = HEADER_BYTES + head.length + rest.length;
        return littleEndian(new byte[length])
                .putInt(length)
                .putInt(0)
                .putInt(id)
                .putInt(kind)
                .put(head)
                .put(rest)
                .array();
    }

    private byte[] compressed(byte[] head, byte[] document) throws IOException {
        byte[] plain = ByteBuffer.allocate(head.length + document.length)
                .put(head)
                .put(document)
                .array();
        byte[] about = littleEndian(new byte[9])
                .putInt(MESSAGE)
                .putInt(plain.length)
                .put(compression.number())
                .array();
        return framed(COMPRESSED, about, compression.compress(plain));
    }

    private static ByteBuffer littleEndian(byte[] bytes) {
        return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }

    String command() {
        return body.getFirstKey();
    }

    String database() {
        return body.getString("$db", new BsonString("admin")).getValue();
    }
}
