package io.earnorm.pool.testing.mongo.wire;

import com.mongodb.spi.dns.DnsClient;
import com.mongodb.spi.dns.DnsClientProvider;
import com.mongodb.spi.dns.DnsException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import javax.naming.NameNotFoundException;

/** The DNS that the driver asks in tests, instead of one of the machine that they run on. It knows what a test tells it. */
public final class TestDns implements DnsClientProvider, DnsClient {

    private static final Map<String, List<String>> RECORDS = new ConcurrentHashMap<>();

    /** For the driver. */
    public TestDns() {}

    /**
     * Adds or replaces a record.
     *
     * @param type for example {@code SRV}
     * @param name whose it is
     * @param data what it says
     */
    public static void put(String type, String name, List<String> data) {
        RECORDS.put(type + " " + name, data);
    }

    @Override
    public DnsClient create() {
        return this;
    }

    @Override
    public List<String> getResourceRecordData(String name, String type) {
        List<String> data = RECORDS.get(type + " " + name);
        if (data == null && type.equals("SRV")) {
            throw new DnsException("No such name: " + name, new NameNotFoundException(name));
        }
        return data == null ? List.of() : data;
    }
}
