package io.earnorm.pool.spring.deployed;

import io.earnorm.pool.mongodb.MongoPool;
import io.earnorm.pool.redis.RedisPool;
import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.List;
import org.bson.Document;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** Tells what is left of those that ran in its JVM before. */
@Configuration(proxyBeanMethods = false)
@EnableAutoConfiguration
@RestController
class RestartedApplication {

    private static final String LOADERS = "loaders"; // Known to all, whoever loads this class.

    private final RedisPool redis;
    private final MongoPool mongo;
    private final ClassLoader loader;

    RestartedApplication(RedisPool redis, MongoPool mongo, ApplicationContext context) {
        this.redis = redis;
        this.mongo = mongo;
        this.loader = context.getClassLoader();
        loaders().add(new WeakReference<>(loader));
    }

    public static void main(String[] arguments) {
        SpringApplication.run(RestartedApplication.class, arguments);
    }

    @SuppressWarnings("unchecked") // Nobody else has the key.
    private static List<WeakReference<ClassLoader>> loaders() {
        return (List<WeakReference<ClassLoader>>)
                System.getProperties().computeIfAbsent(LOADERS, key -> new ArrayList<WeakReference<ClassLoader>>());
    }

    /** Uses its pools, and names the class loader that devtools made for this start. */
    @GetMapping("/use")
    String use() {
        redis.run(jedis -> jedis.incr("uses"));
        mongo.run(connection -> connection.collection("uses").insertOne(new Document()));
        return loader.toString();
    }

    /** The threads of earlier starts, but for one that the MongoDB driver starts once in a JVM. */
    @GetMapping("/threads")
    List<String> threads() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> isOfAnother(thread.getContextClassLoader()))
                .map(Thread::getName)
                .filter(name -> !name.startsWith("BufferPoolPruner"))
                .toList();
    }

    private boolean isOfAnother(ClassLoader other) {
        return other != null && other != loader && other.getClass() == loader.getClass();
    }

    /** Which of the starts have left classes in memory. */
    @GetMapping("/classes")
    List<Boolean> classes() {
        System.gc();
        return loaders().stream().map(other -> other.get() != null).toList();
    }
}
