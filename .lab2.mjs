import pg from 'pg'; import fs from 'node:fs';
const c = new pg.Client({connectionString: fs.readFileSync('/tmp/e/pg/url','utf8')}); await c.connect();
const q=(t,v)=>c.query(t,v);
const pid=(await q('select pg_backend_pid() p')).rows[0].p;
const cpu=()=>Number(fs.readFileSync(`/proc/${pid}/schedstat`,'utf8').split(' ')[0])/1e6;
const N=1000;
await q(`drop schema if exists l cascade; create schema l; set search_path=l;
create table plans(id text collate "C" primary key, quota jsonb, changed timestamptz);
insert into plans values('plan01','{}');
create table members(p text collate "C" references plans, k text collate "C", created_at timestamptz default now(), primary key(p,k));
create table st(p text collate "C", k text collate "C", s date, e date, adj bigint default 0, used bigint, held bigint check(held>=0), rev int default 0, counted_at timestamptz default now(), leases jsonb default '{}', primary key(p,k,s)) with (fillfactor=60);
create table dh(p text collate "C", k text collate "C", day date, used bigint, rem bigint, hours bigint[], primary key(p,day,k)) partition by range(day);
create table dplain(p text collate "C", k text collate "C", day date, used bigint, rem bigint, primary key(p,day,k)) with (fillfactor=70);
`);
for (const t of ['dh']) for (let m=1;m<=12;m++){ const n=m==12?'2027-01-01':`2026-${String(m+1).padStart(2,'0')}-01`; await q(`create table ${t}_${m} partition of ${t} for values from ('2026-${String(m).padStart(2,'0')}-01') to ('${n}') with (fillfactor=70)`);}
const total=20000;
await q(`insert into members select 'plan01','key'||lpad(i::text,7,'0') from generate_series(1,${total}) i;
insert into st(p,k,s,e,used,held,leases) select 'plan01','key'||lpad(i::text,7,'0'),'2026-11-01','2026-12-01',0,5,'{"1":5}' from generate_series(1,${total}) i;
insert into dh select 'plan01','key'||lpad(i::text,7,'0'),'2026-11-21',0,5,array_fill(7,array[12],array[2])::bigint[] from generate_series(1,${total}) i;
insert into dplain select 'plan01','key'||lpad(i::text,7,'0'),'2026-11-21',0,5 from generate_series(1,${total}) i;
`); await q('vacuum analyze');
const keys=Array.from({length:N},(_,i)=>'key'+String((i*7)%total+1).padStart(7,'0')).sort();
const plans=keys.map(()=>'plan01'), days=keys.map(()=>'2026-11-21'), S=keys.map(()=>'2026-11-01'), ones=keys.map(()=>3);
const lockSql=(extra,end)=>`select n.o, q.adj,q.used,q.held, coalesce((q.leases->>$4::text)::bigint,0) h ${extra} from unnest($1::text[],$2::text[],$3::date[]) with ordinality as n(p,k,s,o) join st q on q.p=n.p and q.k=n.k and q.s=n.s ${extra?'left join plans p on p.id=q.p left join members m on m.p=q.p and m.k=q.k':''} ${end}`;
const upd=`update st q set used=n.u, held=n.h, leases=case n.hh when 0 then q.leases - $7::text else jsonb_set(q.leases, array[$7::text], to_jsonb(n.hh)) end from unnest($1::text[],$2::text[],$3::date[],$4::bigint[],$5::bigint[],$6::bigint[]) n(p,k,s,u,h,hh) where q.p=n.p and q.k=n.k and q.s=n.s`;
const x=',coalesce(q.counted_at <= p.changed,false) stale, extract(epoch from m.created_at)*1000 ms';
const tests={
 nothing: [[`select count(*) from unnest($1::text[],$2::text[],$3::date[]) n(p,k,s)`,[plans,keys,S]]],
 lockFull: [[lockSql(x,'order by q.p,q.k,q.s for update of q'),[plans,keys,S,'1']]],
 lockNoJoin: [[lockSql('','order by q.p,q.k,q.s for update of q'),[plans,keys,S,'1']]],
 lockNoOrder: [[lockSql('','for update of q'),[plans,keys,S,'1']]],
 readFull: [[lockSql(x,''),[plans,keys,S,'1']]],
 readOnly: [[lockSql('',''),[plans,keys,S,'1']]],
 save: [[upd,[plans,keys,S,ones,ones,ones,'1']]],
 saveNoJson: [[upd.replace(/, leases=case.* end from/,' from').replace('$7','$7'),[plans,keys,S,ones,ones,ones]]],
 lockThenSave: [[lockSql('','order by q.p,q.k,q.s for update of q'),[plans,keys,S,'1']],[upd,[plans,keys,S,ones,ones,ones,'1']]],
 upsert: [[`insert into dh as d (p,k,day,used,rem,hours) select n.p,n.k,$3::date,n.u,n.r,array_fill(n.u,array[1],array[$6::int]) from unnest($1::text[],$2::text[],$4::bigint[],$5::bigint[]) as n(p,k,u,r) order by 1,2 on conflict(p,day,k) do update set used=d.used+excluded.used, rem=excluded.rem, hours[$6::int]=coalesce(d.hours[$6::int],0)+excluded.used`,[plans,keys,'2026-11-21',ones,ones,12]]],
 update: [[`update dh d set used=d.used+n.u, rem=n.r, hours[$6::int]=coalesce(d.hours[$6::int],0)+n.u from unnest($1::text[],$2::text[],$4::bigint[],$5::bigint[]) as n(p,k,u,r) where d.p=n.p and d.day=$3::date and d.k=n.k`,[plans,keys,'2026-11-21',ones,ones,12]]],
 updateNoArr: [[`update dh d set used=d.used+n.u, rem=n.r from unnest($1::text[],$2::text[],$4::bigint[],$5::bigint[]) as n(p,k,u,r) where d.p=n.p and d.day=$3::date and d.k=n.k`,[plans,keys,'2026-11-21',ones,ones]]],
 updatePlain: [[`update dplain d set used=d.used+n.u, rem=n.r from unnest($1::text[],$2::text[],$4::bigint[],$5::bigint[]) as n(p,k,u,r) where d.p=n.p and d.day=$3::date and d.k=n.k`,[plans,keys,'2026-11-21',ones,ones]]],
};
const only=process.argv[2];
if(process.argv[3]){ const [s,v]=tests[only][0]; await q('begin'); console.log((await q('explain (analyze,buffers,wal) '+s,v)).rows.map(r=>r['QUERY PLAN']).join('\n')); await q('rollback'); process.exit(); }
for (const [name,stmts] of Object.entries(tests)) { if(only&&!name.match(only))continue;
  const el=[];
  for (let i=0;i<40;i++){ await q('begin'); const c0=cpu(); for (const [s,v] of stmts) await q(s,v); await q('commit'); await q('select 1'); el.push(cpu()-c0);}
  const med=a=>a.sort((x,y)=>x-y)[a.length>>1].toFixed(2)+' (min '+a[0].toFixed(2)+')';
  console.log(name.padEnd(14),'pg cpu',med(el).padEnd(18));
}
await c.end();
