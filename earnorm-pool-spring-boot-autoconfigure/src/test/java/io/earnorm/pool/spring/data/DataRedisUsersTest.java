package io.earnorm.pool.spring.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.earnorm.pool.redis.RedisPool;
import io.earnorm.pool.testing.redis.RedisServer;
import io.earnorm.pool.testing.redis.WithRedis;
import java.nio.charset.StandardCharsets;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.cache.annotation.Cacheable;
import org.springframework.cache.annotation.EnableCaching;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.data.redis.cache.RedisCacheManager;
import org.springframework.data.redis.connection.RedisConnectionFactory;
import org.springframework.data.redis.core.RedisTemplate;
import org.springframework.data.redis.core.StringRedisTemplate;
import org.springframework.data.redis.listener.ChannelTopic;
import org.springframework.data.redis.listener.RedisMessageListenerContainer;
import org.springframework.data.redis.serializer.RedisSerializer;
import org.springframework.session.Session;
import org.springframework.session.SessionRepository;
import org.springframework.session.data.redis.RedisSessionRepository;

/** What is built on Spring Data Redis. */
@WithRedis
class DataRedisUsersTest {

    @Test
    void cachesKeepTheirEntriesInThePoolsRedis(RedisServer server) {
        application(server).withUserConfiguration(Caching.class).run(context -> {
            Squares squares = context.getBean(Squares.class);
            assertThat(squares.of(7)).isEqualTo(49);
            assertThat(squares.of(7)).isEqualTo(49);
            assertThat(squares.calculated()).isEqualTo(1);
            assertThat(server.<Boolean>admin(admin -> admin.exists("squares::7")))
                    .isTrue();
            assertThat(context.getBean(RedisPool.class).getMetrics().inUse()).isZero();
        });
    }

    @Test
    void sessionsAreKeptInThePoolsRedis(RedisServer server) {
        application(server).withUserConfiguration(Sessions.class).run(context -> {
            SessionRepository<?> sessions = context.getBean(RedisSessionRepository.class);
            String id = saved(sessions);
            assertThat(sessions.findById(id).<String>getAttribute("user")).isEqualTo("somebody");
            sessions.deleteById(id);
            assertThat(sessions.findById(id)).isNull();
            assertThat(context.getBean(RedisPool.class).getMetrics().inUse()).isZero();
        });
    }

    private static <S extends Session> String saved(SessionRepository<S> sessions) {
        S session = sessions.createSession();
        session.setAttribute("user", "somebody");
        sessions.save(session);
        return session.getId();
    }

    @Test
    void aListenerContainerHoldsOneLeaseUntilItStops(RedisServer server) {
        application(server).withUserConfiguration(Listening.class).run(context -> {
            RedisPool pool = context.getBean(RedisPool.class);
            Listening listening = context.getBean(Listening.class);
            context.getBean(StringRedisTemplate.class).convertAndSend("news", "hello");
            await().untilAsserted(() -> assertThat(listening.heard).containsExactly("hello"));
            assertThat(pool.getMetrics().inUse()).isEqualTo(1);
            context.getBean(RedisMessageListenerContainer.class).stop();
            await().untilAsserted(() -> assertThat(pool.getMetrics().inUse()).isZero());
            assertThat(pool.<String, RuntimeException>execute(jedis -> jedis.ping()))
                    .isEqualTo("PONG");
        });
        assertThat(server.clientList()).isEmpty();
    }

    private static ApplicationContextRunner application(RedisServer server) {
        return DataRedisApplications.withPools()
                .withPropertyValues(
                        "earnorm.pool.redis.uri=" + server.uri(),
                        "earnorm.pool.redis.max-size=2",
                        "earnorm.pool.redis.connection-timeout=2s");
    }

    @Configuration(proxyBeanMethods = false)
    @EnableCaching
    static class Caching {

        @Bean
        RedisCacheManager cacheManager(RedisConnectionFactory factory) {
            return RedisCacheManager.create(factory);
        }

        @Bean
        Squares squares() {
            return new Squares();
        }
    }

    static class Squares {

        private final AtomicInteger calculated = new AtomicInteger();

        public int calculated() {
            return calculated.get();
        }

        @Cacheable("squares")
        public Integer of(int number) {
            calculated.incrementAndGet();
            return number * number;
        }
    }

    @Configuration(proxyBeanMethods = false)
    static class Sessions {

        @Bean
        RedisSessionRepository sessions(RedisConnectionFactory factory) {
            RedisTemplate<String, Object> template = new RedisTemplate<>();
            template.setConnectionFactory(factory);
            template.setKeySerializer(RedisSerializer.string());
            template.setHashKeySerializer(RedisSerializer.string());
            template.afterPropertiesSet();
            return new RedisSessionRepository(template);
        }
    }

    @Configuration(proxyBeanMethods = false)
    static class Listening {

        final Queue<String> heard = new ConcurrentLinkedQueue<>();

        @Bean
        RedisMessageListenerContainer listeners(RedisConnectionFactory factory) {
            RedisMessageListenerContainer container = new RedisMessageListenerContainer();
            container.setConnectionFactory(factory);
            container.addMessageListener(
                    (message, pattern) -> heard.add(new String(message.getBody(), StandardCharsets.UTF_8)),
                    new ChannelTopic("news"));
            return container;
        }
    }
}
