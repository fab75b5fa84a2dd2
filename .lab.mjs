import pg from 'pg'; import fs from 'node:fs';
const c = new pg.Client({connectionString: fs.readFileSync('/tmp/e/pg/url','utf8')}); await c.connect();
const q=(t,v)=>c.query(t,v);
const N=1000;
await q(`drop schema if exists l cascade; create schema l; set search_path=l;
create table st(p text collate "C", k text collate "C", s date, e date, used bigint, held bigint, adj bigint default 0, counted_at timestamptz default now(), primary key(p,k,s)) with (fillfactor=70);
create table st2(p text collate "C", k text collate "C", s date, e date, used bigint, holders int[] , held int[], adj bigint default 0, counted_at timestamptz default now(), primary key(p,k,s)) with (fillfactor=70);
create table le(g text, p text collate "C", k text collate "C", s date, held bigint, primary key(g,p,k,s)); create index on le(p,k,s);
create table d(p text collate "C", k text collate "C", day date, used bigint, rem bigint, primary key(p,day,k)) partition by range(day);
create table h(p text collate "C", k text collate "C", day date, hour smallint, used bigint, primary key(p,day,k,hour)) partition by range(day);
create table dh(p text collate "C", k text collate "C", day date, used bigint, rem bigint, hours bigint[], primary key(p,day,k)) partition by range(day);
`);
for (const t of ['d','h','dh']) for (let m=1;m<=12;m++){ const n=m==12?'2027-01-01':`2026-${String(m+1).padStart(2,'0')}-01`; await q(`create table ${t}_${m} partition of ${t} for values from ('2026-${String(m).padStart(2,'0')}-01') to ('${n}') with (fillfactor=70)`);}
const total=20000;
await q(`insert into st select 'plan01','key'||lpad(i::text,7,'0'),'2026-11-01','2026-12-01',0,0 from generate_series(1,${total}) i;
insert into st2 select 'plan01','key'||lpad(i::text,7,'0'),'2026-11-01','2026-12-01',0,'{3}','{5}' from generate_series(1,${total}) i;
insert into le select 'gate-0123456789012345678901234567890','plan01','key'||lpad(i::text,7,'0'),'2026-11-01',5 from generate_series(1,${total}) i;
insert into d select 'plan01','key'||lpad(i::text,7,'0'),'2026-11-21',0,5 from generate_series(1,${total}) i;
insert into h select 'plan01','key'||lpad(i::text,7,'0'),'2026-11-21',12,0 from generate_series(1,${total}) i;
insert into dh select 'plan01','key'||lpad(i::text,7,'0'),'2026-11-21',0,5,array_fill(7,array[24])::bigint[] from generate_series(1,${total}) i;
`); await q('vacuum analyze'); 
const keys=Array.from({length:N},(_,i)=>'key'+String((i*7)%total+1).padStart(7,'0')).sort();
const plans=keys.map(()=>'plan01'), days=keys.map(()=>'2026-11-21'), S=keys.map(()=>'2026-11-01'), ones=keys.map(()=>3);
const tests={
 begincommit: [['select 1',[]]],
 lock: [[`select p,k,s::text,used,held,adj from st where (p,k,s) in (select * from unnest($1::text[],$2::text[],$3::date[])) order by p,k,s for update`,[plans,keys,S]]],
 read: [[`select p,k,s::text,used,held,adj from st where (p,k,s) in (select * from unnest($1::text[],$2::text[],$3::date[]))`,[plans,keys,S]]],
 updateStates: [[`update st q set used=q.used+n.u, held=n.h from unnest($1::text[],$2::text[],$3::date[],$4::bigint[],$5::bigint[]) as n(p,k,s,u,h) where q.p=n.p and q.k=n.k and q.s=n.s`,[plans,keys,S,ones,ones]]],
 updateStates2: [[`update st2 q set used=q.used+n.u, holders='{3,4}', held=array[n.h,n.h] from unnest($1::text[],$2::text[],$3::date[],$4::bigint[],$5::bigint[]) as n(p,k,s,u,h) where q.p=n.p and q.k=n.k and q.s=n.s`,[plans,keys,S,ones,ones]]],
 upsertLeases: [[`insert into le select 'gate-0123456789012345678901234567890', * from unnest($1::text[],$2::text[],$3::date[],$4::bigint[]) on conflict(g,p,k,s) do update set held=excluded.held`,[plans,keys,S,ones]]],
 updateLeases: [[`update le q set held=n.h from unnest($1::text[],$2::text[],$3::date[],$4::bigint[]) as n(p,k,s,h) where q.g='gate-0123456789012345678901234567890' and q.p=n.p and q.k=n.k and q.s=n.s`,[plans,keys,S,ones]]],
 upsertDaily: [[`insert into d select * from unnest($1::text[],$2::text[],$3::date[],$4::bigint[],$5::bigint[]) order by 1,3,2 on conflict(p,day,k) do update set used=d.used+excluded.used, rem=excluded.rem`,[plans,keys,days,ones,ones]]],
 updateDaily: [[`update d set used=d.used+n.u, rem=n.r from unnest($1::text[],$2::text[],$4::bigint[],$5::bigint[]) as n(p,k,u,r) where d.p=n.p and d.day=$3::date and d.k=n.k`,[plans,keys,'2026-11-21',ones,ones]]],
 updateDailyOnePlan: [[`update d set used=d.used+n.u, rem=n.r from unnest($2::text[],$4::bigint[],$5::bigint[]) as n(k,u,r) where d.p=$1 and d.day=$3::date and d.k=n.k`,['plan01',keys,'2026-11-21',ones,ones]]],
 upsertHourly: [[`insert into h select * from unnest($1::text[],$2::text[],$3::date[],$4::smallint[],$5::bigint[]) order by 1,3,2 on conflict(p,day,k,hour) do update set used=h.used+excluded.used`,[plans,keys,days,keys.map(()=>12),ones]]],
 updateHourly: [[`update h set used=h.used+n.u from unnest($1::text[],$2::text[],$5::bigint[]) as n(p,k,u) where h.p=n.p and h.day=$3::date and h.k=n.k and h.hour=$4`,[plans,keys,'2026-11-21',12,ones]]],
 updateDH: [[`update dh set used=dh.used+n.u, rem=n.r, hours[13]=hours[13]+n.u from unnest($1::text[],$2::text[],$4::bigint[],$5::bigint[]) as n(p,k,u,r) where dh.p=n.p and dh.day=$3::date and dh.k=n.k`,[plans,keys,'2026-11-21',ones,ones]]],
 upsertDH: [[`insert into dh as d (p,k,day,used,rem,hours) select n.p,n.k,$3::date,n.u,n.r,array[n.u] from unnest($1::text[],$2::text[],$4::bigint[],$5::bigint[]) as n(p,k,u,r) order by 1,3,2 on conflict(p,day,k) do update set used=d.used+excluded.used, rem=excluded.rem, hours[13]=d.hours[13]+excluded.used`,[plans,keys,'2026-11-21',ones,ones]]],
};
const only=process.argv[2];
for (const [name,stmts] of Object.entries(tests)) { if(only&&!name.match(only))continue;
  const el=[],ex=[],cm=[],js=[];
  for (let i=0;i<40;i++){ await q('begin'); const c0=process.cpuUsage(); const t=performance.now(); for (const [s,v] of stmts) await q(s,v); el.push(performance.now()-t); const cc=process.cpuUsage(c0); js.push((cc.user+cc.system)/1000); const t2=performance.now(); await q('commit'); cm.push(performance.now()-t2); }
  const med=a=>a.sort((x,y)=>x-y)[a.length>>1].toFixed(2)+' (min '+a[0].toFixed(2)+')';
  console.log(name.padEnd(20),'stmt',med(el).padEnd(18),'commit',med(cm).padEnd(18),'js cpu',med(js));
}
await c.end();
